import { type Caller, type Refused, refuse, runsTheSite } from '@app/kernel';
import type { Filter, SortBy } from '@app/read-store';
import { Injectable, Logger } from '@nestjs/common';
import type { GroupId } from '../../domain/ids';
import { belongs, canSee, type GroupForRights, type MembershipForRights } from '../../domain/permissions';
import type { GroupDocument } from '../../views/groups.projection';
import { rightsFromViews } from './rights';
import { type MembershipDocument, membershipId } from '../../views/memberships.projection';
import { Views } from '../../views/views';

type Judged = { readonly group: GroupForRights; readonly callerMembership: MembershipForRights };
type Visible = Judged & { readonly accepted: true; readonly document: GroupDocument };

/** The order of one person's memberships. */
export const byGroup: SortBy = { field: 'groupId', order: 'ASC' };
const byRequest: SortBy = { field: 'joinRequest.createdDate', order: 'ASC' };

/** Does this caller get to see this group, or this side of it? */
type Shows = (states: Judged, caller: Caller) => boolean;

/** What a caller gets to see of groups: what is hidden from them is missing, and is never counted. */
@Injectable()
export class VisibleGroups {
  private readonly log = new Logger('secret-groups');

  constructor(private readonly views: Views) {}

  /**
   * One group, as the views show it. `route` names the read for the line that tells of site admins looking into SECRET
   * groups. `shows`: who gets to see it; `canApproach` for what an open invitation shows too.
   */
  async getVisible(
    caller: Caller,
    groupId: GroupId,
    route: string,
    shows: Shows = canSee,
  ): Promise<Visible | Refused<'GROUP_NOT_FOUND'>> {
    const document = await this.views.get('groups', caller.siteId, groupId);
    return document ? this.requireVisible(caller, document, route, shows) : refuse('GROUP_NOT_FOUND');
  }

  /** The same for a group that was found already. */
  async requireVisible(
    caller: Caller,
    document: GroupDocument,
    route: string,
    shows: Shows = canSee,
  ): Promise<Visible | Refused<'GROUP_NOT_FOUND'>> {
    const { memberId, siteId } = caller;
    const callerMembership =
      memberId === undefined ? null : await this.views.get('memberships', siteId, membershipId(document.id, memberId));
    const states = rightsFromViews(document, callerMembership);
    if (!shows(states, caller)) return refuse('GROUP_NOT_FOUND');
    this.logSecretRead(caller, document.id, states, route);
    return { accepted: true, document, ...states };
  }

  /** Logs that somebody who runs the site looks into a SECRET group to which they do not belong; of others it says nothing. */
  logSecretRead(caller: Caller, groupId: GroupId, { group, callerMembership }: Judged, route: string): void {
    const { kind, id, memberId } = caller;
    const isSecret = group.details?.privacyStatus === 'SECRET';
    if (isSecret && runsTheSite(caller) && !belongs(group, callerMembership, memberId))
      this.log.log({ actor: { kind, id }, groupId, route }, 'secret group read by who runs the site');
  }

  /** The condition on groups that leaves out every one that the caller may not see. */
  async visibleFilter(caller: Caller): Promise<Filter> {
    if (runsTheSite(caller)) return { all: [] };
    const open: Filter = { field: 'privacyStatus', is: 'in', values: ['PUBLIC', 'PRIVATE'] }; // not "ne": this one an index counts
    const callerMembership = await this.secretGroups(caller, 'JOINED');
    return callerMembership.length === 0 ? open : { any: [open, { field: 'id', is: 'in', values: callerMembership }] };
  }

  /** The condition on the caller's own requests to join: one in a group that turned SECRET meanwhile is gone with it. */
  async ownJoinRequests(caller: Caller): Promise<Filter> {
    const { siteId, memberId = '' } = caller;
    const own: Filter = { field: 'memberId', is: 'eq', value: memberId };
    const asked: Filter = { all: [own, { field: 'joinRequest.createdDate', is: 'exists', value: true }] };
    const hidden = await this.secretAmong(siteId, asked, byRequest, ({ status }) => status !== 'JOINED');
    return hidden.length === 0 ? own : { all: [own, { field: 'groupId', is: 'nin', values: hidden }] };
  }

  /** The SECRET ones among the groups in which the caller's membership has this status. */
  async secretGroups({ siteId, memberId }: Caller, status: 'JOINED' | 'PENDING'): Promise<readonly GroupId[]> {
    if (memberId === undefined) return [];
    const callerMembership: Filter = {
      all: [
        { field: 'memberId', is: 'eq', value: memberId },
        { field: 'status', is: 'eq', value: status },
      ],
    };
    return this.secretAmong(siteId, callerMembership, byGroup);
  }

  /** The SECRET ones among the groups of these memberships. */
  private async secretAmong(
    siteId: string,
    memberships: Filter,
    by: SortBy,
    which: (membership: MembershipDocument) => boolean = () => true,
  ): Promise<readonly GroupId[]> {
    const secret: GroupId[] = [];
    for await (const chunk of this.views.all('memberships', siteId, memberships, { sort: [by] })) {
      const ids = chunk.filter(which).map(({ groupId }) => groupId);
      for (const { id, privacyStatus } of (await this.views.groupsById(siteId, ids)).values())
        if (privacyStatus === 'SECRET') secret.push(id);
    }
    return secret;
  }
}
