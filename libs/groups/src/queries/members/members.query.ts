import { refuse } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { GroupId } from '../../domain/ids';
import { maySeeMembers } from '../../domain/permissions';
import { memberDocumentResponse } from '../../http/responses/member.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import { equal, ListQuery, ListQueryHandler } from '../list-query';

type Scope = { readonly groupId: GroupId };
type Item = ReturnType<typeof memberDocumentResponse>;

/** The members of a group. A group that hides its member list shows it only to its admins and those who run the site. */
export class FindMembers extends ListQuery<Scope, Item> {}

@QueryHandler(FindMembers)
export class FindMembersHandler extends ListQueryHandler<Scope, 'memberships', Item> {
  protected readonly view = 'memberships';

  protected async conditions({ request: { groupId }, caller }: FindMembers) {
    const found = await this.visibleGroups.find(caller, groupId, 'list members');
    if (!found.accepted) return found;
    if (!maySeeMembers(found, caller)) return refuse('PERMISSION_DENIED');
    return [equal('groupId', groupId), equal('status', 'JOINED')];
  }

  protected items(documents: readonly MembershipDocument[]) {
    return documents.map(memberDocumentResponse);
  }
}
