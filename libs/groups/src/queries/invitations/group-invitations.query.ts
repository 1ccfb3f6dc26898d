import { type Caller, refuse } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { invitationDocumentResponse } from '../../http/responses/invitation.response';
import type { GroupId } from '../../domain/ids';
import { belongs, mayManage } from '../../domain/permissions';
import { GroupsQuery } from '../groups-query';
import { type Page, type PageRequest, Views } from '../../views/views';
import { VisibleGroups } from '../access/visible-groups';
import { openInvitationsTo } from './open-invitations.filter';

type Request = { readonly groupId: GroupId; readonly paged: PageRequest };
type Found = { invitations: ReturnType<typeof invitationDocumentResponse>[]; metadata: Page<unknown>['metadata'] };

/** The open invitations to a group: all of them for its admins and who runs the site, for members those they made. */
export class FindGroupInvitations extends GroupsQuery<Request, Found> {}

@QueryHandler(FindGroupInvitations)
export class FindGroupInvitationsHandler implements IQueryHandler<FindGroupInvitations> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request: { groupId, paged }, caller, since }: FindGroupInvitations) {
    await this.views.showing(since, 'groups', 'memberships');
    const states = await this.visible.find(caller, groupId, 'list invitations');
    if (!states.accepted) return states;
    const seesAll = mayManage(states, caller);
    if (!seesAll && !belongs(states.group, states.callerMembership, caller.memberId))
      return refuse('PERMISSION_DENIED');
    const filter: Filter = {
      all: [openInvitationsTo(groupId), ...(seesAll ? [] : [madeBy(caller)]), paged.filter],
    };
    const { documents, metadata } = await this.views.page('memberships', caller.siteId, { ...paged, filter });
    return { accepted: true as const, invitations: documents.map(invitationDocumentResponse), metadata };
  }
}

const madeBy = ({ memberId }: Caller): Filter => ({
  field: 'invitation.invitedById',
  is: 'eq',
  value: memberId ?? '',
});
