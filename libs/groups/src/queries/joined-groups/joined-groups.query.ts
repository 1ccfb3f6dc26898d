import { type Position, refuse, runsTheSite } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { MemberId } from '../../domain/ids';
import { canSee, maySeeRequests } from '../../domain/permissions';
import { groupDocumentResponse } from '../../http/responses/group.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import { equal } from '../access/visible-documents';
import { eachEntry, ListQuery, MembershipListHandler } from '../list-query';

type Scope = { readonly memberId: MemberId };
type Item = ReturnType<typeof groupDocumentResponse>;

/** The groups of which a person is a member, the latest joined first: for that person, and for those who run the site. */
export class FindJoinedGroups extends ListQuery<Scope, Item> {}

@QueryHandler(FindJoinedGroups)
export class FindJoinedGroupsHandler extends MembershipListHandler<Scope, Item> {
  protected async conditions({ request: { memberId }, caller }: FindJoinedGroups) {
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    return [equal('memberId', memberId), equal('status', 'JOINED'), ...(await this.notBeingRemoved(caller))];
  }

  /** The groups themselves are judged in `visibleItems`. */
  protected isVisible() {
    return true;
  }

  protected async visibleItems(
    documents: readonly MembershipDocument[],
    { request: { memberId }, caller }: FindJoinedGroups,
    reached: Position,
  ) {
    const groups = await this.groupsOf(documents, caller, 'list joined groups');
    const itemOf = async (membership: MembershipDocument): Promise<readonly Item[]> => {
      const group = groups.get(membership.groupId);
      if (!group) return [];
      const own = caller.memberId === memberId ? membership : null;
      const rights = await this.visibleGroups.rightsIn(group, own, caller, reached);
      return canSee(rights, caller) ? [groupDocumentResponse(group.document, maySeeRequests(rights, caller))] : [];
    };
    return (await eachEntry(documents, itemOf, [])).flat();
  }
}
