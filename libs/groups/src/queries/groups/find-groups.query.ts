import { type Position, runsTheSite } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { ContentType } from '../../domain/group/description';
import { canSee, maySeeRequests } from '../../domain/permissions';
import { groupDocumentResponse } from '../../http/responses/group.response';
import type { GroupDocument } from '../../views/groups.projection';
import type { Shown } from '../../views/page';
import { visibleGroups } from '../access/visible-documents';
import { eachEntry, ListQuery, ListQueryHandler } from '../list-query';

type Scope = { readonly contentType?: ContentType };
type Item = ReturnType<typeof groupDocumentResponse>;

/** The groups that the caller may see. */
export class FindGroups extends ListQuery<Scope, Item> {}

@QueryHandler(FindGroups)
export class FindGroupsHandler extends ListQueryHandler<Scope, 'groups', Item> {
  protected readonly view = 'groups';

  protected conditions({ caller }: FindGroups) {
    return [visibleGroups(caller)];
  }

  protected async items(
    shown: readonly Shown<GroupDocument>[],
    { request: { contentType }, caller }: FindGroups,
    reached: Position,
  ) {
    const documents = shown.map(({ document }) => document);
    await this.visibleGroups.logSecretReads(caller, documents, 'list groups');
    const ids = documents.map(({ id }) => id);
    const memberships = runsTheSite(caller) ? new Map<string, never>() : await this.views.membershipsIn(caller, ids);
    const itemOf = async (group: Shown<GroupDocument>): Promise<readonly Item[]> => {
      const { document } = group;
      const rights = await this.visibleGroups.rightsIn(group, memberships.get(document.id) ?? null, caller, reached);
      return canSee(rights, caller)
        ? [groupDocumentResponse(document, maySeeRequests(rights, caller), contentType)]
        : [];
    };
    return (await eachEntry(shown, itemOf, [])).flat();
  }
}
