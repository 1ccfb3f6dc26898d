import { refuse, runsTheSite } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { MemberId } from '../../domain/ids';
import { maySeeRequests } from '../../domain/permissions';
import { groupDocumentResponse } from '../../http/responses/group.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import { rightsFromViews } from '../access/rights';
import { equal, ListQuery, ListQueryHandler } from '../list-query';

type Scope = { readonly memberId: MemberId };
type Item = ReturnType<typeof groupDocumentResponse>;

/** The groups of which a person is a member, the latest joined first: for that person, and for those who run the site. */
export class FindJoinedGroups extends ListQuery<Scope, Item> {}

@QueryHandler(FindJoinedGroups)
export class FindJoinedGroupsHandler extends ListQueryHandler<Scope, 'memberships', Item> {
  protected readonly view = 'memberships';

  protected conditions({ request: { memberId }, caller }: FindJoinedGroups) {
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    return [equal('memberId', memberId), equal('status', 'JOINED')];
  }

  protected async items(documents: readonly MembershipDocument[], { request: { memberId }, caller }: FindJoinedGroups) {
    const ids = documents.map(({ groupId }) => groupId);
    const groups = await this.views.groupsById(caller.siteId, ids);
    return documents.flatMap((membership): Item[] => {
      const group = groups.get(membership.groupId);
      if (!group) return [];
      const rights = rightsFromViews(group, caller.memberId === memberId ? membership : null);
      return [groupDocumentResponse(group, maySeeRequests(rights, caller))];
    });
  }
}
