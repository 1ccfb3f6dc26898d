import { refuse } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { memberDocumentResponse } from '../../http/responses/member.response';
import type { GroupId } from '../../domain/ids';
import { maySeeMembers } from '../../domain/permissions';
import { GroupsQuery } from '../groups-query';
import { type Page, type PageRequest, Views } from '../../views/views';
import { VisibleGroups } from '../access/visible-groups';

type Request = { readonly groupId: GroupId; readonly paged: PageRequest };
type Found = { members: ReturnType<typeof memberDocumentResponse>[]; metadata: Page<unknown>['metadata'] };

/** Who belongs to a group; only admins may see that of a group that does not show its member list. */
export class FindMembers extends GroupsQuery<Request, Found> {}

@QueryHandler(FindMembers)
export class FindMembersHandler implements IQueryHandler<FindMembers> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request: { groupId, paged }, caller, since }: FindMembers) {
    await this.views.showing(since, 'groups', 'memberships');
    const states = await this.visible.find(caller, groupId, 'list members');
    if (!states.accepted) return states;
    if (!maySeeMembers(states, caller)) return refuse('PERMISSION_DENIED');
    const filter: Filter = {
      all: [
        { field: 'groupId', is: 'eq', value: groupId },
        { field: 'status', is: 'eq', value: 'JOINED' },
        paged.filter,
      ],
    };
    const { documents, metadata } = await this.views.page('memberships', caller.siteId, { ...paged, filter });
    return { accepted: true as const, members: documents.map(memberDocumentResponse), metadata };
  }
}
