import { refuse } from '@app/kernel';
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
    const document =
      'slug' in request
        ? await this.bySlug(caller.siteId, request.slug)
        : await this.byId(caller.siteId, request.groupId);
    if (!document) return refuse('GROUP_NOT_FOUND');
    const route = 'slug' in request ? 'get group by slug' : 'get group';
    const found = await this.visibleGroups.checkVisible(caller, document, route, canSeeEntrance);
    if (!found.accepted) return found;
    const group = groupDocumentResponse(document, maySeeRequests(found, caller), request.contentType);
    return { accepted: true as const, group, revision: document.revision };
  }

  private byId(siteId: string, groupId: string) {
    return this.views.get('groups', siteId, groupId);
  }

  private async bySlug(siteId: string, slug: string) {
    const filter = { field: 'slug', is: 'eq', value: slug.normalize('NFC') } as const;
    const { documents } = await this.views.page('groups', siteId, { filter, sort: [], limit: 1, offset: 0 });
    return documents[0] ?? null;
  }
}
