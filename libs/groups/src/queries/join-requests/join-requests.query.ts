import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { joinRequestDocumentResponse } from '../../http/responses/join-request.response';
import type { GroupId } from '../../domain/ids';
import { maySeeRequests } from '../../domain/permissions';
import { GroupsQuery } from '../groups-query';
import { type Page, type PageRequest, Views } from '../../views/views';
import { VisibleGroups } from '../access/visible-groups';

type Request = { readonly groupId: GroupId; readonly paged: PageRequest };
type Found = {
  joinGroupRequests: ReturnType<typeof joinRequestDocumentResponse>[];
  metadata: Page<unknown>['metadata'];
};

/** Requests to join a group: all of them for who may decide them and for admins, one's own for everybody else. */
export class FindJoinRequests extends GroupsQuery<Request, Found> {}

@QueryHandler(FindJoinRequests)
export class FindJoinRequestsHandler implements IQueryHandler<FindJoinRequests> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request: { groupId, paged }, caller, since }: FindJoinRequests) {
    await this.views.showing(since, 'groups', 'memberships');
    const states = await this.visible.find(caller, groupId, 'list join requests');
    if (!states.accepted) return states;
    const seesAll = maySeeRequests(states, caller);
    const filter: Filter = {
      all: [
        { field: 'groupId', is: 'eq', value: groupId },
        { field: 'joinRequest.createdDate', is: 'exists', value: true },
        ...(seesAll ? [] : [{ field: 'memberId', is: 'eq', value: caller.memberId ?? '' } as const]),
        paged.filter,
      ],
    };
    const { documents, metadata } = await this.views.page('memberships', caller.siteId, { ...paged, filter });
    return { accepted: true as const, joinGroupRequests: documents.map(joinRequestDocumentResponse), metadata };
  }
}
