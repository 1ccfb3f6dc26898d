import { refuse } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { GroupId } from '../../domain/ids';
import { canSee, maySeeMembers } from '../../domain/permissions';
import { memberDocumentResponse } from '../../http/responses/member.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import type { Rights } from '../access/rights';
import { ListQuery, MembershipListHandler } from '../list-query';
import { equal } from '../access/visible-documents';

type Scope = { readonly groupId: GroupId };
type Item = ReturnType<typeof memberDocumentResponse>;

/** The members of a group. A group that hides its member list shows it only to its admins and those who run the site. */
export class FindMembers extends ListQuery<Scope, Item> {}

@QueryHandler(FindMembers)
export class FindMembersHandler extends MembershipListHandler<Scope, Item> {
  protected async conditions({ request: { groupId }, caller }: FindMembers) {
    const found = await this.visibleGroups.find(caller, groupId, 'list members');
    if (!found.accepted) return found;
    if (!maySeeMembers(found, caller)) return refuse('PERMISSION_DENIED');
    return [equal('groupId', groupId), equal('status', 'JOINED')];
  }

  protected isVisible(_document: MembershipDocument, rights: Rights, { caller }: Pick<FindMembers, 'caller'>) {
    return canSee(rights, caller) && maySeeMembers(rights, caller);
  }

  protected visibleItems(documents: readonly MembershipDocument[]) {
    return documents.map(memberDocumentResponse);
  }
}
