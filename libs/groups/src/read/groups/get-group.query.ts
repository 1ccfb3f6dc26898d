import { refuse } from '@app/kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { groupShown } from '../../answers';
import type { ContentType } from '../../group/description';
import { canApproach, maySeeRequests } from '../../permissions';
import { See } from '../see';
import { Views } from '../views';
import { VisibleGroups } from '../visible-groups';

type By = ({ readonly groupId: string } | { readonly slug: string }) & { readonly contentType?: ContentType };

/** One group, by id or by slug, if the caller may see it or is invited to it. */
export class GetGroup extends See<By, { group: ReturnType<typeof groupShown>; revision: number }> {}

@QueryHandler(GetGroup)
export class GetGroupHandler implements IQueryHandler<GetGroup> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request, caller, since }: GetGroup) {
    await this.views.showing(since, 'groups', 'memberships');
    const document =
      'slug' in request
        ? await this.bySlug(caller.siteId, request.slug)
        : await this.byId(caller.siteId, request.groupId);
    if (!document) return refuse('GROUP_NOT_FOUND');
    const route = 'slug' in request ? 'get group by slug' : 'get group';
    const here = await this.visible.judge(caller, document, route, canApproach);
    if (!here.accepted) return here;
    const group = groupShown(document, maySeeRequests(here, caller), request.contentType);
    return { accepted: true as const, group, revision: document.revision };
  }

  private byId(siteId: string, groupId: string) {
    return this.views.get('groups', siteId, groupId);
  }

  private async bySlug(siteId: string, slug: string) {
    const filter = { field: 'slug', is: 'eq', value: slug } as const;
    const { documents } = await this.views.page('groups', siteId, { filter, sort: [], limit: 1, offset: 0 });
    return documents[0] ?? null;
  }
}
