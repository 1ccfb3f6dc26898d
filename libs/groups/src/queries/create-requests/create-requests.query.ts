import { type Caller, refuse, runsTheSite } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { groupRequestDocumentResponse } from '../../http/responses/mapping';
import type { GroupId } from '../../domain/ids';
import { GroupsQuery } from '../groups-query';
import { type Page, type PageRequest, Views } from '../../views/views';

type Shown = ReturnType<typeof groupRequestDocumentResponse>;
type Metadata = Page<unknown>['metadata'];

/** Requests to create groups: a member's own, or all of the site for those who run it. */
export class FindCreateRequests extends GroupsQuery<PageRequest, { groupRequests: Shown[]; metadata: Metadata }> {}
/** One request to create a group; another person's is missing. */
export class GetCreateRequest extends GroupsQuery<{ groupId: GroupId }, { groupRequest: Shown }> {}

/** How many requests of one person wait, counted in the view: for a limit against abuse. */
export const pendingCreateRequestsOf = (memberId: string): Filter => ({
  all: [
    { field: 'requestedById', is: 'eq', value: memberId },
    { field: 'status', is: 'eq', value: 'PENDING' },
  ],
});

const ownOnly = (caller: Caller): Filter =>
  runsTheSite(caller) ? { all: [] } : { field: 'requestedById', is: 'eq', value: caller.memberId ?? '' };

@QueryHandler(FindCreateRequests)
export class FindCreateRequestsHandler implements IQueryHandler<FindCreateRequests> {
  constructor(private readonly views: Views) {}

  async execute({ request, caller, since }: FindCreateRequests) {
    await this.views.showing(since, 'createRequests');
    const filter = { all: [request.filter, ownOnly(caller)] };
    const { documents, metadata } = await this.views.page('createRequests', caller.siteId, { ...request, filter });
    return { accepted: true as const, groupRequests: documents.map(groupRequestDocumentResponse), metadata };
  }
}

@QueryHandler(GetCreateRequest)
export class GetCreateRequestHandler implements IQueryHandler<GetCreateRequest> {
  constructor(private readonly views: Views) {}

  async execute({ request, caller, since }: GetCreateRequest) {
    await this.views.showing(since, 'createRequests');
    const document = await this.views.get('createRequests', caller.siteId, request.groupId);
    const callerMembership = document && (runsTheSite(caller) || document.requestedById === caller.memberId);
    if (!callerMembership) return refuse('CREATE_REQUEST_NOT_FOUND');
    return { accepted: true as const, groupRequest: groupRequestDocumentResponse(document) };
  }
}
