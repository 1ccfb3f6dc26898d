import { runsTheSite } from '@app/kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { groupDocumentResponse } from '../../http/responses/group.response';
import type { ContentType } from '../../domain/group/description';
import { maySeeRequests } from '../../domain/permissions';
import { rightsIn } from '../access/rights';
import { GroupsQuery } from '../groups-query';
import { type Page, type PageRequest, Views } from '../../views/views';
import { VisibleGroups } from '../access/visible-groups';

type Shown = ReturnType<typeof groupDocumentResponse>;
type Found = { groups: Shown[]; metadata: Page<unknown>['metadata'] };

/** Groups that the caller may see: hidden ones are left out and never counted. */
export class FindGroups extends GroupsQuery<PageRequest & { readonly contentType?: ContentType }, Found> {}

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
    const callerMembership = runsTheSite(caller)
      ? new Map<string, never>()
      : await this.views.membershipsIn(caller, ids);
    const groups = page.documents.map((document) =>
      groupDocumentResponse(
        document,
        maySeeRequests(rightsIn(document, callerMembership.get(document.id) ?? null), caller),
        contentType,
      ),
    );
    return { accepted: true as const, groups, metadata: page.metadata };
  }
}
