import { refuse, runsTheSite } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { invitationDocumentResponse, invitingGroupResponse } from '../../http/responses/invitation.response';
import type { GroupId, MemberId } from '../../domain/ids';
import { GroupsQuery } from '../groups-query';
import { type Page, type PageRequest, Views } from '../../views/views';
import { openInvitationsOf } from './open-invitations.filter';

const oldestFirst = [{ field: 'invitation.createdDate', order: 'ASC' }] as const;

type Request = { readonly memberId: MemberId; readonly paged: PageRequest };
type Inviting = ReturnType<typeof invitingGroupResponse>;
type Shown = ReturnType<typeof invitationDocumentResponse> & { group: Inviting };
type Found = { invitations: Shown[]; metadata: Page<unknown>['metadata'] };

/**
 * The open invitations of a person, to groups of any privacy, with what the groups are called: for that person, and for
 * those who run the site.
 */
export class FindPersonInvitations extends GroupsQuery<Request, Found> {}

@QueryHandler(FindPersonInvitations)
export class FindPersonInvitationsHandler implements IQueryHandler<FindPersonInvitations> {
  constructor(private readonly views: Views) {}

  async execute({ request: { memberId, paged }, caller, since }: FindPersonInvitations) {
    const { siteId } = caller;
    await this.views.showing(since, 'groups', 'memberships');
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    const targetMembership = openInvitationsOf(memberId);
    const { groups, without } = await this.groupsOf(siteId, targetMembership);
    const filter: Filter = { all: [targetMembership, ...without, paged.filter] };
    const { documents, metadata } = await this.views.page('memberships', siteId, { ...paged, filter });
    const invitations = documents.flatMap((document): Shown[] => {
      const group = groups.get(document.groupId);
      return group ? [{ ...invitationDocumentResponse(document), group }] : [];
    });
    return { accepted: true as const, invitations, metadata };
  }

  /**
   * The groups that all of these are to, and the condition that leaves out those to groups that are no more: whoever was
   * invited in the moment of a group's end is so until that has been put right.
   */
  private async groupsOf(siteId: string, invitations: Filter) {
    const groups = new Map<GroupId, Inviting>();
    const missing: GroupId[] = [];
    for await (const chunk of this.views.all('memberships', siteId, invitations, { sort: oldestFirst })) {
      const ids = chunk.map(({ groupId }) => groupId);
      for (const group of (await this.views.groupsById(siteId, ids)).values())
        groups.set(group.id, invitingGroupResponse(group));
      missing.push(...ids.filter((id) => !groups.has(id)));
    }
    const without: Filter[] = missing.length === 0 ? [] : [{ field: 'groupId', is: 'nin', values: missing }];
    return { groups, without };
  }
}
