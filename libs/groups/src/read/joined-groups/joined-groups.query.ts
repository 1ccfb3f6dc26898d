import { refuse, runsTheSite } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { groupShown } from '../../answers';
import type { MemberId } from '../../ids';
import { maySeeRequests } from '../../permissions';
import { judged } from '../judged';
import { See } from '../see';
import { type Page, type Paged, Views } from '../views';

type Request = { readonly memberId: MemberId; readonly paged: Paged };
type Found = { groups: ReturnType<typeof groupShown>[]; metadata: Page<unknown>['metadata'] };

/** The groups that a person belongs to, the latest joined first: for that person, and for those who run the site. */
export class FindJoinedGroups extends See<Request, Found> {}

@QueryHandler(FindJoinedGroups)
export class FindJoinedGroupsHandler implements IQueryHandler<FindJoinedGroups> {
  constructor(private readonly views: Views) {}

  async execute({ request: { memberId, paged }, caller, since }: FindJoinedGroups) {
    await this.views.showing(since, 'groups', 'memberships');
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    const filter: Filter = {
      all: [
        { field: 'memberId', is: 'eq', value: memberId },
        { field: 'status', is: 'eq', value: 'JOINED' },
        paged.filter,
      ],
    };
    const { documents, metadata } = await this.views.page('memberships', caller.siteId, { ...paged, filter });
    const groups = await this.views.groupsById(
      caller.siteId,
      documents.map(({ groupId }) => groupId),
    );
    const shown = documents.flatMap((mine) => {
      const group = groups.get(mine.groupId);
      const here = group && judged(group, caller.memberId === memberId ? mine : null);
      return group && here ? [groupShown(group, maySeeRequests(here, caller))] : [];
    });
    return { accepted: true as const, groups: shown, metadata };
  }
}
