import { refuse } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { GroupId } from '../../domain/ids';
import { belongs, mayManage } from '../../domain/permissions';
import { invitationDocumentResponse } from '../../http/responses/invitation.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import type { Rights } from '../access/rights';
import { openInvitationsTo } from '../../views/open-invitations';
import { ListQuery, MembershipListHandler } from '../list-query';
import { equal } from '../access/visible-documents';

type Scope = { readonly groupId: GroupId };
type Item = ReturnType<typeof invitationDocumentResponse>;

/** The open invitations to a group: all for its admins and those who run the site, for members the ones they made. */
export class FindGroupInvitations extends ListQuery<Scope, Item> {}

@QueryHandler(FindGroupInvitations)
export class FindGroupInvitationsHandler extends MembershipListHandler<Scope, Item> {
  protected async conditions({ request: { groupId }, caller }: FindGroupInvitations) {
    const found = await this.visibleGroups.find(caller, groupId, 'list invitations');
    if (!found.accepted) return found;
    const seesAll = mayManage(found, caller);
    if (!seesAll && !belongs(found.group, found.callerMembership, caller.memberId)) return refuse('PERMISSION_DENIED');
    const ownOnly = seesAll ? [] : [equal('invitation.invitedById', caller.memberId ?? '')];
    return [openInvitationsTo(groupId), ...ownOnly];
  }

  protected isVisible(
    { invitation }: MembershipDocument,
    rights: Rights,
    { caller }: Pick<FindGroupInvitations, 'caller'>,
  ) {
    const isOwn = invitation?.invitedById === caller.memberId;
    return mayManage(rights, caller) || (isOwn && belongs(rights.group, rights.callerMembership, caller.memberId));
  }

  protected visibleItems(documents: readonly MembershipDocument[]) {
    return documents.map(invitationDocumentResponse);
  }
}
