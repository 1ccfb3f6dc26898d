import { type Caller, type Refused, refuse, runsTheSite } from '@app/kernel';
import type { Filter, SortBy } from '@app/read-store';
import { Injectable, Logger } from '@nestjs/common';
import type { GroupId } from '../../domain/ids';
import { belongs, canSee } from '../../domain/permissions';
import type { GroupDocument } from '../../views/groups.projection';
import { type MembershipDocument, membershipId } from '../../views/memberships.projection';
import { Views } from '../../views/views';
import { type Rights, rightsFromViews } from './rights';

type VisibleGroup = Rights & { readonly accepted: true; readonly document: GroupDocument };

/** An order that an index provides for the memberships of one person. */
export const byGroup: SortBy = { field: 'groupId', order: 'ASC' };
const byRequestDate: SortBy = { field: 'joinRequest.createdDate', order: 'ASC' };

/** A rule for who may see a group, or a part of it. */
type VisibilityRule = (rights: Rights, caller: Caller) => boolean;

/** The groups that a caller may see. Hidden groups are reported as missing, and never counted. */
@Injectable()
export class VisibleGroups {
  private readonly log = new Logger('secret-groups');

  constructor(private readonly views: Views) {}

  /**
   * One group, from the views. `route`: see `logSecretRead`. `isVisible`: who may see it; `canSeeEntrance` for what an open
   * invitation shows too.
   */
  async find(
    caller: Caller,
    groupId: GroupId,
    route: string,
    isVisible: VisibilityRule = canSee,
  ): Promise<VisibleGroup | Refused<'GROUP_NOT_FOUND'>> {
    const document = await this.views.get('groups', caller.siteId, groupId);
    return document ? this.checkVisible(caller, document, route, isVisible) : refuse('GROUP_NOT_FOUND');
  }

  /** The same for a document that was already read. */
  async checkVisible(
    caller: Caller,
    document: GroupDocument,
    route: string,
    isVisible: VisibilityRule = canSee,
  ): Promise<VisibleGroup | Refused<'GROUP_NOT_FOUND'>> {
    const { memberId, siteId } = caller;
    const callerMembership =
      memberId === undefined ? null : await this.views.get('memberships', siteId, membershipId(document.id, memberId));
    const rights = rightsFromViews(document, callerMembership);
    if (!isVisible(rights, caller)) return refuse('GROUP_NOT_FOUND');
    this.logSecretRead(caller, document.id, rights, route);
    return { accepted: true, document, ...rights };
  }

  /** Logs that somebody who runs the site reads a SECRET group without being a member. `route` names the request in the log. */
  logSecretRead(caller: Caller, groupId: GroupId, { group, callerMembership }: Rights, route: string): void {
    const { kind, id, memberId } = caller;
    const isSecret = group.details?.privacyStatus === 'SECRET';
    if (isSecret && runsTheSite(caller) && !belongs(group, callerMembership, memberId))
      this.log.log({ actor: { kind, id }, groupId, route }, 'secret group read by who runs the site');
  }

  /** Selects the groups that the caller may see. */
  async filter(caller: Caller): Promise<Filter> {
    if (runsTheSite(caller)) return { all: [] };
    const open: Filter = { field: 'privacyStatus', is: 'in', values: ['PUBLIC', 'PRIVATE'] }; // not `ne`, which an index cannot count
    const joined = await this.secretGroups(caller, 'JOINED');
    return joined.length === 0 ? open : { any: [open, { field: 'id', is: 'in', values: joined }] };
  }

  /** Selects the caller's own requests to join, except those to groups that have become SECRET since and hide them. */
  async ownJoinRequests(caller: Caller): Promise<Filter> {
    const { siteId, memberId = '' } = caller;
    const own: Filter = { field: 'memberId', is: 'eq', value: memberId };
    const requested: Filter = { all: [own, { field: 'joinRequest.createdDate', is: 'exists', value: true }] };
    const hidden = await this.secretAmong(siteId, requested, byRequestDate, ({ status }) => status !== 'JOINED');
    return hidden.length === 0 ? own : { all: [own, { field: 'groupId', is: 'nin', values: hidden }] };
  }

  /** The SECRET groups in which the caller's membership has this status. */
  async secretGroups({ siteId, memberId }: Caller, status: 'JOINED' | 'PENDING'): Promise<readonly GroupId[]> {
    if (memberId === undefined) return [];
    const memberships: Filter = {
      all: [
        { field: 'memberId', is: 'eq', value: memberId },
        { field: 'status', is: 'eq', value: status },
      ],
    };
    return this.secretAmong(siteId, memberships, byGroup);
  }

  /** The SECRET groups of these memberships. `sort`: an order that an index provides. */
  private async secretAmong(
    siteId: string,
    memberships: Filter,
    sort: SortBy,
    includes: (membership: MembershipDocument) => boolean = () => true,
  ): Promise<readonly GroupId[]> {
    const secret: GroupId[] = [];
    for await (const documents of this.views.all('memberships', siteId, memberships, { sort: [sort] })) {
      const ids = documents.filter(includes).map(({ groupId }) => groupId);
      for (const { id, privacyStatus } of (await this.views.groupsById(siteId, ids)).values())
        if (privacyStatus === 'SECRET') secret.push(id);
    }
    return secret;
  }
}
