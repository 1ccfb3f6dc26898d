import { Decider } from '@app/decider';
import { type Caller, type Refused, refuse } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { GroupId } from '../../domain/ids';
import { canSeeEntrance, type GroupAndCaller } from '../../domain/permissions';
import { groupAndCaller } from '../../domain/streams';
import { VisibleGroups } from './visible-groups';

/**
 * The entrance of a group: what people who are not members see of it, among them visitors and those invited to a SECRET
 * group. Folded from the events for each request, so it always shows the latest state.
 */
@Injectable()
export class Entrances {
  constructor(
    private readonly decider: Decider,
    private readonly visibleGroups: VisibleGroups,
  ) {}

  /** A group and the caller's membership in it. `route`: see `VisibleGroups.logSecretRead`. */
  async find(
    caller: Caller,
    groupId: GroupId,
    route: string,
  ): Promise<({ readonly accepted: true } & GroupAndCaller) | Refused<'GROUP_NOT_FOUND'>> {
    const streams = groupAndCaller(caller, groupId);
    const { group, callerMembership } = await this.decider.on(streams).load();
    if (!canSeeEntrance({ group, callerMembership }, caller)) return refuse('GROUP_NOT_FOUND');
    // The two streams were read side by side. What a SECRET group shows is judged on a membership read after the group.
    const isSecret = group.details?.privacyStatus === 'SECRET';
    const latest = isSecret
      ? (await this.decider.on({ callerMembership: streams.callerMembership }).load()).callerMembership
      : callerMembership;
    const entrance = { group, callerMembership: latest };
    if (!canSeeEntrance(entrance, caller)) return refuse('GROUP_NOT_FOUND');
    this.visibleGroups.logSecretRead(caller, groupId, entrance, route);
    return { accepted: true, ...entrance };
  }
}
