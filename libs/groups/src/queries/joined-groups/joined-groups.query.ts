import { refuse, runsTheSite } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { groupDocumentResponse } from '../../http/responses/group.response';
import type { MemberId } from '../../domain/ids';
import { maySeeRequests } from '../../domain/permissions';
import { rightsIn } from '../access/rights';
import { GroupsQuery } from '../groups-query';
import { type Page, type PageRequest, Views } from '../../views/views';

type Request = { readonly memberId: MemberId; readonly paged: PageRequest };
type Found = { groups: ReturnType<typeof groupDocumentResponse>[]; metadata: Page<unknown>['metadata'] };

/** The groups that a person belongs to, the latest joined first: for that person, and for those who run the site. */
export class FindJoinedGroups extends GroupsQuery<Request, Found> {}

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
    const shown = documents.flatMap((callerMembership) => {
      const group = groups.get(callerMembership.groupId);
      const states = group && rightsIn(group, caller.memberId === memberId ? callerMembership : null);
      return group && states ? [groupDocumentResponse(group, maySeeRequests(states, caller))] : [];
    });
    return { accepted: true as const, groups: shown, metadata };
  }
}
