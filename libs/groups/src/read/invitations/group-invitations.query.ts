import { type Caller, refuse } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { invitationShown } from '../../answers';
import type { GroupId } from '../../ids';
import { belongs, mayManage } from '../../permissions';
import { See } from '../see';
import { type Page, type Paged, Views } from '../views';
import { VisibleGroups } from '../visible-groups';
import { openInvitationsTo } from './open-invitations.filter';

type Request = { readonly groupId: GroupId; readonly paged: Paged };
type Found = { invitations: ReturnType<typeof invitationShown>[]; metadata: Page<unknown>['metadata'] };

/** The open invitations to a group: all of them for its admins and who runs the site, for members those they made. */
export class FindGroupInvitations extends See<Request, Found> {}

@QueryHandler(FindGroupInvitations)
export class FindGroupInvitationsHandler implements IQueryHandler<FindGroupInvitations> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request: { groupId, paged }, caller, since }: FindGroupInvitations) {
    await this.views.showing(since, 'groups', 'memberships');
    const here = await this.visible.one(caller, groupId, 'list invitations');
    if (!here.accepted) return here;
    const seesAll = mayManage(here, caller);
    if (!seesAll && !belongs(here.group, here.mine, caller.memberId)) return refuse('PERMISSION_DENIED');
    const filter: Filter = {
      all: [openInvitationsTo(groupId), ...(seesAll ? [] : [madeBy(caller)]), paged.filter],
    };
    const { documents, metadata } = await this.views.page('memberships', caller.siteId, { ...paged, filter });
    return { accepted: true as const, invitations: documents.map(invitationShown), metadata };
  }
}

const madeBy = ({ memberId }: Caller): Filter => ({
  field: 'invitation.invitedById',
  is: 'eq',
  value: memberId ?? '',
});
