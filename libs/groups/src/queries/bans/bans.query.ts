import { refuse } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { banDocumentResponse } from '../../http/responses/ban.response';
import type { GroupId } from '../../domain/ids';
import { mayManage } from '../../domain/permissions';
import { GroupsQuery } from '../groups-query';
import { type Page, type PageRequest, Views } from '../../views/views';
import { VisibleGroups } from '../access/visible-groups';

type Request = { readonly groupId: GroupId; readonly paged: PageRequest };
type Found = { bans: ReturnType<typeof banDocumentResponse>[]; metadata: Page<unknown>['metadata'] };

/** Who is banned from a group: for its admins and for those who run the site. Nobody reads why they are banned themselves. */
export class FindBans extends GroupsQuery<Request, Found> {}

@QueryHandler(FindBans)
export class FindBansHandler implements IQueryHandler<FindBans> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request: { groupId, paged }, caller, since }: FindBans) {
    await this.views.showing(since, 'groups', 'memberships');
    const states = await this.visible.find(caller, groupId, 'list bans');
    if (!states.accepted) return states;
    if (!mayManage(states, caller)) return refuse('PERMISSION_DENIED');
    const filter: Filter = {
      all: [
        { field: 'groupId', is: 'eq', value: groupId },
        { field: 'ban.createdDate', is: 'exists', value: true },
        paged.filter,
      ],
    };
    const { documents, metadata } = await this.views.page('memberships', caller.siteId, { ...paged, filter });
    const bans = documents.map((document) => banDocumentResponse(document, document.memberId !== caller.memberId));
    return { accepted: true as const, bans, metadata };
  }
}
