import type { FieldTable, ShapeOf } from '@app/read-store';
import type { groupRequestDocumentResponse } from '../../http/responses/group-request.response';
import { details } from './group.fields';
import { type ListFields, newestFirst, requestStatuses } from './list-fields';

const fields: FieldTable = {
  id: { path: 'id', type: 'id', aliases: ['_id'] },
  status: { path: 'status', type: 'enum', values: requestStatuses },
  createdDate: { path: 'createdDate', type: 'date', sortable: true, aliases: ['_createdDate'] },
};

/** Requests to create groups. */
export const createRequestList: ListFields = {
  item: 'GroupRequest',
  order: newestFirst('createdDate'),
  fields,
  response: {
    id: true,
    group: { id: true, ...details },
    status: true,
    createdDate: true,
    requestDetails: { rejectionReason: true },
  } satisfies ShapeOf<ReturnType<typeof groupRequestDocumentResponse>>,
  keys: ['id'],
};
