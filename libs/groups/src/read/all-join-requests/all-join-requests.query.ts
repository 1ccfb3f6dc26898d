import { type Caller, runsTheSite } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { joinRequestShown } from '../../answers';
import type { GroupId } from '../../ids';
import { maySeeRequests } from '../../permissions';
import { judged } from '../judged';
import { See } from '../see';
import { byGroup, type Page, type Paged, Views } from '../views';
import { VisibleGroups } from '../visible-groups';

type Found = { joinGroupRequests: ReturnType<typeof joinRequestShown>[]; metadata: Page<unknown>['metadata'] };

/** Requests to join, in all groups: the caller's own and those of the groups whose requests they may see; all for those who run the site. */
export class FindAllJoinRequests extends See<Paged, Found> {}

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
    return { accepted: true as const, joinGroupRequests: documents.map(joinRequestShown), metadata };
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
      for (const mine of memberships) {
        const group = groups.get(mine.groupId);
        if (group && maySeeRequests(judged(group, mine), caller)) decided.push(mine.groupId);
      }
    }
    return decided;
  }
}
