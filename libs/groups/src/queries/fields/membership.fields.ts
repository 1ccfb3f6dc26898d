import type { FieldTable, ShapeOf } from '@app/read-store';
import type { joinRequestDocumentResponse } from '../../http/responses/join-request.response';
import type { memberDocumentResponse } from '../../http/responses/member.response';
import type { membershipDocumentResponse } from '../../http/responses/membership.response';
import { type ListFields, newestFirst, requestStatuses } from './list-fields';

const joinRequestFields: FieldTable = {
  status: { path: 'joinRequest.status', type: 'enum', values: requestStatuses },
  siteMemberId: { path: 'memberId', type: 'id', aliases: ['memberId'] },
  groupId: { path: 'groupId', type: 'id' },
  createdDate: { path: 'joinRequest.createdDate', type: 'date', sortable: true, aliases: ['_createdDate'] },
};

const memberFields: FieldTable = {
  memberId: { path: 'memberId', type: 'id' },
  role: { path: 'role', type: 'enum', values: ['ADMIN', 'MEMBER'], sortable: true, aliases: ['role.value'] },
  joinedDate: { path: 'joinedDate', type: 'date', sortable: true, aliases: ['joinedOn', '_createdDate'] },
};

const membershipFields: FieldTable = {
  groupId: { path: 'groupId', type: 'id', sortable: true },
  status: { path: 'status', type: 'enum', values: ['JOINED', 'PENDING'] },
  role: { path: 'role', type: 'enum', values: ['ADMIN', 'MEMBER'], aliases: ['role.value'] },
};

/** Requests to join. */
export const joinRequestList: ListFields = {
  order: newestFirst('joinRequest.createdDate'),
  fields: joinRequestFields,
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

/** The members of a group. */
export const memberList: ListFields = {
  order: newestFirst('joinedDate'),
  fields: memberFields,
  response: { memberId: true, role: { value: true }, joinedDate: true } satisfies ShapeOf<
    ReturnType<typeof memberDocumentResponse>
  >,
  keys: ['memberId'],
};

/** The memberships of a person. */
export const membershipList: ListFields = {
  order: [{ field: 'groupId', order: 'DESC' }],
  fields: membershipFields,
  response: { groupId: true, status: true, role: { value: true } } satisfies ShapeOf<
    ReturnType<typeof membershipDocumentResponse>
  >,
  keys: ['groupId'],
};
