import { refuse, runsTheSite } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { joinRequestDocumentResponse } from '../../http/responses/join-request.response';
import type { MemberId } from '../../domain/ids';
import { GroupsQuery } from '../groups-query';
import { type Page, type PageRequest, Views } from '../../views/views';
import { VisibleGroups } from '../access/visible-groups';

type Request = { readonly memberId: MemberId; readonly paged: PageRequest };
type Found = {
  joinGroupRequests: ReturnType<typeof joinRequestDocumentResponse>[];
  metadata: Page<unknown>['metadata'];
};

/** A person's requests to join, the latest in each group: for that person, and for those who run the site. */
export class FindPersonsJoinRequests extends GroupsQuery<Request, Found> {}

@QueryHandler(FindPersonsJoinRequests)
export class FindPersonsJoinRequestsHandler implements IQueryHandler<FindPersonsJoinRequests> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request: { memberId, paged }, caller, since }: FindPersonsJoinRequests) {
    await this.views.showing(since, 'groups', 'memberships');
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    const filter: Filter = {
      all: [
        { field: 'joinRequest.createdDate', is: 'exists', value: true },
        runsTheSite(caller)
          ? { field: 'memberId', is: 'eq', value: memberId }
          : await this.visible.ownJoinRequests(caller),
        paged.filter,
      ],
    };
    const { documents, metadata } = await this.views.page('memberships', caller.siteId, { ...paged, filter });
    return { accepted: true as const, joinGroupRequests: documents.map(joinRequestDocumentResponse), metadata };
  }
}
