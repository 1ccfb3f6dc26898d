import { refuse, runsTheSite } from '@app/kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { GroupId } from '../../domain/ids';
import { groupRequestDocumentResponse } from '../../http/responses/group-request.response';
import type { CreateRequestDocument } from '../../views/create-requests.projection';
import type { Shown } from '../../views/page';
import { Views } from '../../views/views';
import { GroupsQuery } from '../groups-query';
import { equal } from '../access/visible-documents';
import { ListQuery, ListQueryHandler } from '../list-query';

type Item = ReturnType<typeof groupRequestDocumentResponse>;

/** Requests to create groups: a member's own; all of the site for those who run it. */
export class FindCreateRequests extends ListQuery<object, Item> {}
/** One request to create a group. That of another person is reported as missing. */
export class GetCreateRequest extends GroupsQuery<{ groupId: GroupId }, { groupRequest: Item }> {}

@QueryHandler(FindCreateRequests)
export class FindCreateRequestsHandler extends ListQueryHandler<object, 'createRequests', Item> {
  protected readonly view = 'createRequests';
  protected override readonly dependsOn = ['createRequests'] as const;

  protected conditions({ caller }: FindCreateRequests) {
    return runsTheSite(caller) ? [] : [equal('requestedById', caller.memberId ?? '')];
  }

  protected items(shown: readonly Shown<CreateRequestDocument>[]) {
    return shown.map(({ document }) => groupRequestDocumentResponse(document));
  }
}

@QueryHandler(GetCreateRequest)
export class GetCreateRequestHandler implements IQueryHandler<GetCreateRequest> {
  constructor(private readonly views: Views) {}

  async execute({ request: { groupId }, caller, consistentWith }: GetCreateRequest) {
    await this.views.waitForPosition(consistentWith, 'createRequests');
    const document = await this.views.get('createRequests', caller.siteId, groupId);
    const isVisible = document && (runsTheSite(caller) || document.requestedById === caller.memberId);
    if (!isVisible) return refuse('CREATE_REQUEST_NOT_FOUND');
    return { accepted: true as const, groupRequest: groupRequestDocumentResponse(document) };
  }
}
