import type { FieldTable, ShapeOf } from '@app/read-store';
import type { memberDocumentResponse } from '../../http/responses/member.response';
import { type ListFields, newestFirst } from './list-fields';

const fields: FieldTable = {
  memberId: { path: 'memberId', type: 'id' },
  role: { path: 'role', type: 'enum', values: ['ADMIN', 'MEMBER'], sortable: true, aliases: ['role.value'] },
  joinedDate: { path: 'joinedDate', type: 'date', sortable: true, aliases: ['joinedOn', '_createdDate'] },
};

/** The members of a group. */
export const memberList: ListFields = {
  item: 'Member',
  order: newestFirst('joinedDate'),
  fields,
  response: { memberId: true, role: { value: true }, joinedDate: true } satisfies ShapeOf<
    ReturnType<typeof memberDocumentResponse>
  >,
  keys: ['memberId'],
};
