import { refuse, runsTheSite } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { QueryHandler } from '@nestjs/cqrs';
import type { GroupId, MemberId } from '../../domain/ids';
import { invitationDocumentResponse, invitingGroupResponse } from '../../http/responses/invitation.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import { openInvitationsOf } from '../../views/open-invitations';
import { ListQuery, ListQueryHandler, noneOf } from '../list-query';

const oldestFirst = [{ field: 'invitation.createdDate', order: 'ASC' }] as const;

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
export class FindPersonInvitationsHandler extends ListQueryHandler<Scope, 'memberships', Item> {
  protected readonly view = 'memberships';

  protected async conditions({ request: { memberId }, caller }: FindPersonInvitations) {
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    const invitations = openInvitationsOf(memberId);
    return [invitations, ...noneOf('groupId', await this.deletedGroups(caller.siteId, invitations))];
  }

  protected async items(documents: readonly MembershipDocument[], { caller }: FindPersonInvitations) {
    const ids = documents.map(({ groupId }) => groupId);
    const groups = await this.views.groupsById(caller.siteId, ids);
    return documents.flatMap((document): Item[] => {
      const group = groups.get(document.groupId);
      return group ? [{ ...invitationDocumentResponse(document), group: invitingGroupResponse(group) }] : [];
    });
  }

  /** Deleted groups: an invitation made while its group was being deleted stays open until a policy has revoked it. */
  private async deletedGroups(siteId: string, invitations: Filter): Promise<readonly GroupId[]> {
    const deleted: GroupId[] = [];
    for await (const documents of this.views.all('memberships', siteId, invitations, { sort: oldestFirst })) {
      const ids = documents.map(({ groupId }) => groupId);
      const groups = await this.views.groupsById(siteId, ids);
      deleted.push(...ids.filter((id) => !groups.has(id)));
    }
    return deleted;
  }
}
