import type { FieldTable, ShapeOf } from '@app/read-store';
import type { joinRequestDocumentResponse } from '../../http/responses/join-request.response';
import { type ListFields, newestFirst, requestStatuses } from './list-fields';

const fields: FieldTable = {
  status: { path: 'joinRequest.status', type: 'enum', values: requestStatuses },
  siteMemberId: { path: 'memberId', type: 'id', aliases: ['memberId'] },
  groupId: { path: 'groupId', type: 'id' },
  createdDate: { path: 'joinRequest.createdDate', type: 'date', sortable: true, aliases: ['_createdDate'] },
};

/** Requests to join. */
export const joinRequestList: ListFields = {
  item: 'JoinGroupRequest',
  order: newestFirst('joinRequest.createdDate'),
  fields,
  response: {
    siteMemberId: true,
    groupId: true,
    status: true,
    createdDate: true,
    message: true,
    requestDetails: { rejectionReason: true },
  } satisfies ShapeOf<ReturnType<typeof joinRequestDocumentResponse>>,
  keys: ['siteMemberId', 'groupId'],
};
