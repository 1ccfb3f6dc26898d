import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { ContentType } from '../../domain/group/description';
import { canSeeEntrance, maySeeRequests } from '../../domain/permissions';
import { groupDocumentResponse } from '../../http/responses/group.response';
import { Views } from '../../views/views';
import { VisibleGroups } from '../access/visible-groups';
import { GroupsQuery } from '../groups-query';

type Request = ({ readonly groupId: string } | { readonly slug: string }) & { readonly contentType?: ContentType };

/** One group, by id or by slug, if the caller may see it or is invited to it. */
export class GetGroup extends GroupsQuery<
  Request,
  { group: ReturnType<typeof groupDocumentResponse>; revision: number }
> {}

@QueryHandler(GetGroup)
export class GetGroupHandler implements IQueryHandler<GetGroup> {
  constructor(
    private readonly views: Views,
    private readonly visibleGroups: VisibleGroups,
  ) {}

  async execute({ request, caller, consistentWith }: GetGroup) {
    await this.views.waitForPosition(consistentWith, 'groups', 'memberships');
    const found = await ('slug' in request
      ? this.visibleGroups.findBySlug(caller, request.slug, 'get group by slug', canSeeEntrance)
      : this.visibleGroups.find(caller, request.groupId, 'get group', canSeeEntrance));
    if (!found.accepted) return found;
    const group = groupDocumentResponse(found.document, maySeeRequests(found, caller), request.contentType);
    return { accepted: true as const, group, revision: found.document.revision };
  }
}
