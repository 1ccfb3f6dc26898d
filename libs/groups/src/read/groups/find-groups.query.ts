import { runsTheSite } from '@app/kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { groupShown } from '../../answers';
import type { ContentType } from '../../group/description';
import { maySeeRequests } from '../../permissions';
import { judged } from '../judged';
import { See } from '../see';
import { type Page, type Paged, Views } from '../views';
import { VisibleGroups } from '../visible-groups';

type Shown = ReturnType<typeof groupShown>;
type Found = { groups: Shown[]; metadata: Page<unknown>['metadata'] };

/** Groups that the caller may see: hidden ones are left out and never counted. */
export class FindGroups extends See<Paged & { readonly contentType?: ContentType }, Found> {}

@QueryHandler(FindGroups)
export class FindGroupsHandler implements IQueryHandler<FindGroups> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request: { contentType, ...paged }, caller, since }: FindGroups) {
    await this.views.showing(since, 'groups', 'memberships');
    const seen = await this.visible.condition(caller);
    const page = await this.views.page('groups', caller.siteId, {
      ...paged,
      filter: { all: [paged.filter, seen] },
    });
    const ids = page.documents.map(({ id }) => id);
    const mine = runsTheSite(caller) ? new Map<string, never>() : await this.views.membershipsIn(caller, ids);
    const groups = page.documents.map((document) =>
      groupShown(document, maySeeRequests(judged(document, mine.get(document.id) ?? null), caller), contentType),
    );
    return { accepted: true as const, groups, metadata: page.metadata };
  }
}
