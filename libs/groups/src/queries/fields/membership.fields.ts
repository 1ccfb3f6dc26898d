import type { FieldTable, ShapeOf } from '@app/read-store';
import type { membershipDocumentResponse } from '../../http/responses/membership.response';
import type { ListFields } from './list-fields';

const fields: FieldTable = {
  groupId: { path: 'groupId', type: 'id', sortable: true },
  status: { path: 'status', type: 'enum', values: ['JOINED', 'PENDING'] },
  role: { path: 'role', type: 'enum', values: ['ADMIN', 'MEMBER'], aliases: ['role.value'] },
};

/** The memberships of a person. */
export const membershipList: ListFields = {
  item: 'Membership',
  order: [{ field: 'groupId', order: 'DESC' }],
  fields,
  response: { groupId: true, status: true, role: { value: true } } satisfies ShapeOf<
    ReturnType<typeof membershipDocumentResponse>
  >,
  keys: ['groupId'],
};
