import { type Caller, runsTheSite } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { joinRequestDocumentResponse } from '../../http/responses/join-request.response';
import type { GroupId } from '../../domain/ids';
import { maySeeRequests } from '../../domain/permissions';
import { rightsIn } from '../access/rights';
import { GroupsQuery } from '../groups-query';
import { byGroup, type Page, type PageRequest, Views } from '../../views/views';
import { VisibleGroups } from '../access/visible-groups';

type Found = {
  joinGroupRequests: ReturnType<typeof joinRequestDocumentResponse>[];
  metadata: Page<unknown>['metadata'];
};

/** Requests to join, in all groups: the caller's own and those of the groups whose requests they may see; all for those who run the site. */
export class FindAllJoinRequests extends GroupsQuery<PageRequest, Found> {}

@QueryHandler(FindAllJoinRequests)
export class FindAllJoinRequestsHandler implements IQueryHandler<FindAllJoinRequests> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request: paged, caller, since }: FindAllJoinRequests) {
    await this.views.showing(since, 'groups', 'memberships');
    const filter: Filter = {
      all: [
        { field: 'joinRequest.createdDate', is: 'exists', value: true },
        ...(runsTheSite(caller) ? [] : [await this.concerning(caller)]),
        paged.filter,
      ],
    };
    const { documents, metadata } = await this.views.page('memberships', caller.siteId, { ...paged, filter });
    return { accepted: true as const, joinGroupRequests: documents.map(joinRequestDocumentResponse), metadata };
  }

  private async concerning(caller: Caller): Promise<Filter> {
    const [own, groupIds] = await Promise.all([this.visible.ownJoinRequests(caller), this.decidedBy(caller)]);
    return groupIds.length === 0 ? own : { any: [own, { field: 'groupId', is: 'in', values: groupIds }] };
  }

  private async decidedBy(caller: Caller): Promise<readonly GroupId[]> {
    const decided: GroupId[] = [];
    const belonging: Filter = {
      all: [
        { field: 'memberId', is: 'eq', value: caller.memberId ?? '' },
        { field: 'status', is: 'eq', value: 'JOINED' },
      ],
    };
    for await (const memberships of this.views.all('memberships', caller.siteId, belonging, { sort: [byGroup] })) {
      const ids = memberships.map(({ groupId }) => groupId);
      const groups = await this.views.groupsById(caller.siteId, ids);
      for (const callerMembership of memberships) {
        const group = groups.get(callerMembership.groupId);
        if (group && maySeeRequests(rightsIn(group, callerMembership), caller)) decided.push(callerMembership.groupId);
      }
    }
    return decided;
  }
}
