import { refuse } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { banShown } from '../../answers';
import type { GroupId } from '../../ids';
import { mayManage } from '../../permissions';
import { See } from '../see';
import { type Page, type Paged, Views } from '../views';
import { VisibleGroups } from '../visible-groups';

type Request = { readonly groupId: GroupId; readonly paged: Paged };
type Found = { bans: ReturnType<typeof banShown>[]; metadata: Page<unknown>['metadata'] };

/** Who is banned from a group: for its admins and for those who run the site. Nobody reads why they are banned themselves. */
export class FindBans extends See<Request, Found> {}

@QueryHandler(FindBans)
export class FindBansHandler implements IQueryHandler<FindBans> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request: { groupId, paged }, caller, since }: FindBans) {
    await this.views.showing(since, 'groups', 'memberships');
    const here = await this.visible.one(caller, groupId, 'list bans');
    if (!here.accepted) return here;
    if (!mayManage(here, caller)) return refuse('PERMISSION_DENIED');
    const filter: Filter = {
      all: [
        { field: 'groupId', is: 'eq', value: groupId },
        { field: 'ban.createdDate', is: 'exists', value: true },
        paged.filter,
      ],
    };
    const { documents, metadata } = await this.views.page('memberships', caller.siteId, { ...paged, filter });
    const bans = documents.map((document) => banShown(document, document.memberId !== caller.memberId));
    return { accepted: true as const, bans, metadata };
  }
}
