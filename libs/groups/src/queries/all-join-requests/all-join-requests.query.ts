import { type Caller, runsTheSite } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { QueryHandler } from '@nestjs/cqrs';
import type { GroupId } from '../../domain/ids';
import { maySeeRequests } from '../../domain/permissions';
import { joinRequestDocumentResponse } from '../../http/responses/join-request.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import { rightsFromViews } from '../access/rights';
import { byGroup } from '../access/visible-groups';
import { equal, ListQuery, ListQueryHandler, present } from '../list-query';

type Item = ReturnType<typeof joinRequestDocumentResponse>;

/** The requests to join of all groups: for those who run the site all, for others their own and those that they may see as members. */
export class FindAllJoinRequests extends ListQuery<object, Item> {}

@QueryHandler(FindAllJoinRequests)
export class FindAllJoinRequestsHandler extends ListQueryHandler<object, 'memberships', Item> {
  protected readonly view = 'memberships';

  protected async conditions({ caller }: FindAllJoinRequests) {
    const visible = runsTheSite(caller) ? [] : [await this.visibleRequests(caller)];
    return [present('joinRequest.createdDate'), ...visible];
  }

  protected items(documents: readonly MembershipDocument[]) {
    return documents.map(joinRequestDocumentResponse);
  }

  private async visibleRequests(caller: Caller): Promise<Filter> {
    const [own, groupIds] = await Promise.all([
      this.visibleGroups.ownJoinRequests(caller),
      this.groupsWithVisibleRequests(caller),
    ]);
    return groupIds.length === 0 ? own : { any: [own, { field: 'groupId', is: 'in', values: groupIds }] };
  }

  /** The groups whose requests the caller may see as a member. */
  private async groupsWithVisibleRequests(caller: Caller): Promise<readonly GroupId[]> {
    const groupIds: GroupId[] = [];
    const joined: Filter = { all: [equal('memberId', caller.memberId ?? ''), equal('status', 'JOINED')] };
    for await (const memberships of this.views.all('memberships', caller.siteId, joined, { sort: [byGroup] })) {
      const ids = memberships.map(({ groupId }) => groupId);
      const groups = await this.views.groupsById(caller.siteId, ids);
      for (const membership of memberships) {
        const group = groups.get(membership.groupId);
        if (group && maySeeRequests(rightsFromViews(group, membership), caller)) groupIds.push(membership.groupId);
      }
    }
    return groupIds;
  }
}
