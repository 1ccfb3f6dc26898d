import { refuse } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { memberShown } from '../../answers';
import type { GroupId } from '../../ids';
import { maySeeMembers } from '../../permissions';
import { See } from '../see';
import { type Page, type Paged, Views } from '../views';
import { VisibleGroups } from '../visible-groups';

type Request = { readonly groupId: GroupId; readonly paged: Paged };
type Found = { members: ReturnType<typeof memberShown>[]; metadata: Page<unknown>['metadata'] };

/** Who belongs to a group; only admins may see that of a group that does not show its member list. */
export class FindMembers extends See<Request, Found> {}

@QueryHandler(FindMembers)
export class FindMembersHandler implements IQueryHandler<FindMembers> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request: { groupId, paged }, caller, since }: FindMembers) {
    await this.views.showing(since, 'groups', 'memberships');
    const here = await this.visible.one(caller, groupId, 'list members');
    if (!here.accepted) return here;
    if (!maySeeMembers(here, caller)) return refuse('PERMISSION_DENIED');
    const filter: Filter = {
      all: [
        { field: 'groupId', is: 'eq', value: groupId },
        { field: 'status', is: 'eq', value: 'JOINED' },
        paged.filter,
      ],
    };
    const { documents, metadata } = await this.views.page('memberships', caller.siteId, { ...paged, filter });
    return { accepted: true as const, members: documents.map(memberShown), metadata };
  }
}
