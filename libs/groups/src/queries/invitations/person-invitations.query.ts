import { type Position, refuse, runsTheSite } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { MemberId } from '../../domain/ids';
import { canSeeEntrance } from '../../domain/permissions';
import { invitationDocumentResponse, invitingGroupResponse } from '../../http/responses/invitation.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import { hasOpenInvitation, openInvitationsOf } from '../../views/open-invitations';
import { ofExistingGroups } from '../access/visible-documents';
import { eachEntry, ListQuery, MembershipListHandler } from '../list-query';

type Scope = { readonly memberId: MemberId };
type Item = ReturnType<typeof invitationDocumentResponse> & {
  readonly group: ReturnType<typeof invitingGroupResponse>;
};

/**
 * The open invitations of a person, to groups of any privacy and with the names of the groups: for that person, and for
 * those who run the site.
 */
export class FindPersonInvitations extends ListQuery<Scope, Item> {}

@QueryHandler(FindPersonInvitations)
export class FindPersonInvitationsHandler extends MembershipListHandler<Scope, Item> {
  protected conditions({ request: { memberId }, caller }: FindPersonInvitations) {
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    const invitations = openInvitationsOf(memberId);
    // An invitation made while its group was being deleted stays open until a policy has revoked it.
    return [invitations, ofExistingGroups(memberId, hasOpenInvitation)];
  }

  /** The groups themselves are judged in `visibleItems`. */
  protected isVisible() {
    return true;
  }

  protected async visibleItems(
    documents: readonly MembershipDocument[],
    { caller }: FindPersonInvitations,
    reached: Position,
  ) {
    const groups = await this.groupsOf(documents, caller, 'list invitations of a person');
    const itemOf = async (invited: MembershipDocument): Promise<readonly Item[]> => {
      const group = groups.get(invited.groupId);
      if (!group) return [];
      const rights = await this.visibleGroups.rightsIn(group, invited, caller, reached, canSeeEntrance);
      if (!canSeeEntrance(rights, caller)) return [];
      return [{ ...invitationDocumentResponse(invited), group: invitingGroupResponse(group.document) }];
    };
    return (await eachEntry(documents, itemOf, [])).flat();
  }
}
