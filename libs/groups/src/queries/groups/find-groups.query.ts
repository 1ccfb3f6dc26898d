import { runsTheSite } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { ContentType } from '../../domain/group/description';
import { maySeeRequests } from '../../domain/permissions';
import { groupDocumentResponse } from '../../http/responses/group.response';
import type { GroupDocument } from '../../views/groups.projection';
import { rightsFromViews } from '../access/rights';
import { ListQuery, ListQueryHandler } from '../list-query';

type Scope = { readonly contentType?: ContentType };
type Item = ReturnType<typeof groupDocumentResponse>;

/** The groups that the caller may see. */
export class FindGroups extends ListQuery<Scope, Item> {}

@QueryHandler(FindGroups)
export class FindGroupsHandler extends ListQueryHandler<Scope, 'groups', Item> {
  protected readonly view = 'groups';

  protected async conditions({ caller }: FindGroups) {
    return [await this.visibleGroups.filter(caller)];
  }

  protected async items(documents: readonly GroupDocument[], { request: { contentType }, caller }: FindGroups) {
    const ids = documents.map(({ id }) => id);
    const memberships = runsTheSite(caller) ? new Map<string, never>() : await this.views.membershipsIn(caller, ids);
    return documents.map((document) => {
      const rights = rightsFromViews(document, memberships.get(document.id) ?? null);
      return groupDocumentResponse(document, maySeeRequests(rights, caller), contentType);
    });
  }
}
