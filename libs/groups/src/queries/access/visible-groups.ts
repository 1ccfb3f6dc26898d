import { Decider } from '@app/decider';
import { type Caller, type Position, type Refused, refuse, runsTheSite } from '@app/kernel';
import { Injectable, Logger } from '@nestjs/common';
import type { GroupId } from '../../domain/ids';
import { belongs, canSee, type GroupAndCaller, maySeeRequests } from '../../domain/permissions';
import { groupAndCaller } from '../../domain/streams';
import type { GroupDocument } from '../../views/groups.projection';
import { type MembershipDocument, membershipId } from '../../views/memberships.projection';
import type { Shown } from '../../views/page';
import { Views } from '../../views/views';
import { type Rights, rightsFromViews } from './rights';

type VisibleGroup = Rights & { readonly accepted: true; readonly document: GroupDocument };

/** A rule for who may see a group, or a part of it. */
type VisibilityRule = (rights: Rights, caller: Caller) => boolean;

/**
 * The groups that a caller may see. Hidden groups are reported as missing, after the same reads, and never counted.
 *
 * The views of groups and of memberships are filled independently, so either may be behind the other. What a group shows by
 * right of a membership is judged on that membership at least at the position of the group's document: on the view, or, if
 * that is not known to be that far, on the events.
 */
@Injectable()
export class VisibleGroups {
  private readonly log = new Logger('secret-groups');

  constructor(
    private readonly views: Views,
    private readonly decider: Decider,
  ) {}

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
    const reached = this.views.reached('memberships');
    const [shown, membership] = await Promise.all([
      this.views.shown('groups', caller.siteId, groupId),
      this.membership(caller, groupId),
    ]);
    return this.ifVisible(caller, shown, membership, reached, route, isVisible);
  }

  /** The same by slug. */
  async findBySlug(caller: Caller, slug: string, route: string, isVisible: VisibilityRule = canSee) {
    const reached = this.views.reached('memberships');
    const shown = await this.views.first('groups', caller.siteId, { field: 'slug', is: 'eq', value: slug });
    const membership = await this.membership(caller, shown?.document.id ?? slug); // a missing group is read for too
    return this.ifVisible(caller, shown, membership, reached, route, isVisible);
  }

  /**
   * The caller's rights in a group as it is shown. `reached`: the position up to which the memberships were known to show
   * everything before `membership` was read.
   */
  async rightsIn(
    { document, position }: Shown<GroupDocument>,
    membership: MembershipDocument | null,
    caller: Caller,
    reached: Position,
    isVisible: VisibilityRule = canSee,
  ): Promise<Rights> {
    const rights = rightsFromViews(document, membership);
    const byMembership = isVisible(rights, caller) && (isSecret(rights) || maySeeRequests(rights, caller));
    if (position <= reached || runsTheSite(caller) || !byMembership) return rights;
    const { group, callerMembership } = await this.fromEvents(caller, document.id);
    return { group: { ...group, details: document.details }, callerMembership };
  }

  /** The caller's rights in a group by its latest events. */
  fromEvents(caller: Caller, groupId: GroupId): Promise<GroupAndCaller> {
    return this.decider.on(groupAndCaller(caller, groupId)).load();
  }

  /** Logs that somebody who runs the site reads a SECRET group without being a member. `route` names the request in the log. */
  logSecretRead(caller: Caller, groupId: GroupId, rights: Rights, route: string): void {
    if (this.isForeignSecret(caller, rights))
      this.log.log({ actor: actorIn(caller), groupId, route }, 'secret group read by who runs the site');
  }

  /** Logs how many of the groups that a list shows to somebody who runs the site are SECRET and not their own. */
  async logSecretReads(caller: Caller, groups: Iterable<GroupDocument>, route: string): Promise<void> {
    if (!runsTheSite(caller)) return;
    const secret = [...groups].filter(({ privacyStatus }) => privacyStatus === 'SECRET');
    const ids = secret.map(({ id }) => id);
    const memberships = await this.views.membershipsIn(caller, ids);
    const foreign = secret.filter((group) =>
      this.isForeignSecret(caller, rightsFromViews(group, memberships.get(group.id) ?? null)),
    );
    if (foreign.length > 0)
      this.log.log(
        { actor: actorIn(caller), secretGroups: foreign.length, route },
        'secret groups listed by who runs the site',
      );
  }

  private isForeignSecret(caller: Caller, rights: Rights): boolean {
    return isSecret(rights) && runsTheSite(caller) && !belongs(rights.group, rights.callerMembership, caller.memberId);
  }

  private membership({ siteId, memberId }: Caller, groupId: GroupId): Promise<MembershipDocument | null> {
    return memberId === undefined
      ? Promise.resolve(null)
      : this.views.get('memberships', siteId, membershipId(groupId, memberId));
  }

  private async ifVisible(
    caller: Caller,
    shown: Shown<GroupDocument> | null,
    membership: MembershipDocument | null,
    reached: Position,
    route: string,
    isVisible: VisibilityRule,
  ): Promise<VisibleGroup | Refused<'GROUP_NOT_FOUND'>> {
    if (!shown) return refuse('GROUP_NOT_FOUND');
    const rights = await this.rightsIn(shown, membership, caller, reached, isVisible);
    if (!isVisible(rights, caller)) return refuse('GROUP_NOT_FOUND');
    this.logSecretRead(caller, shown.document.id, rights, route);
    return { accepted: true, document: shown.document, ...rights };
  }
}

const isSecret = ({ group }: Rights): boolean => group.details?.privacyStatus === 'SECRET';
const actorIn = ({ kind, id }: Caller) => ({ kind, id });
