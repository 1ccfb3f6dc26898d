import { type Caller, type Refused, refuse } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { GroupId } from '../../domain/ids';
import { canSeeEntrance, type GroupAndCaller } from '../../domain/permissions';
import { Decider } from '@app/decider';
import { groupAndCaller } from '../../domain/streams';
import { VisibleGroups } from './visible-groups';

/**
 * The entrance of a group: what people see who are not in it yet (visitors too, and those invited to a SECRET group).
 * Folded from the events when asked for, so it always shows the latest state.
 */
@Injectable()
export class Entrances {
  constructor(
    private readonly decider: Decider,
    private readonly visible: VisibleGroups,
  ) {}

  /** A group and the caller in it. `route` names the read where those who run the site look into a SECRET group. */
  async find(
    caller: Caller,
    groupId: GroupId,
    route: string,
  ): Promise<({ readonly accepted: true } & GroupAndCaller) | Refused<'GROUP_NOT_FOUND'>> {
    const entrance = await this.decider.on(groupAndCaller(caller, groupId)).load();
    if (!canSeeEntrance(entrance, caller)) return refuse('GROUP_NOT_FOUND');
    this.visible.logSecretRead(caller, groupId, entrance, route);
    return { accepted: true, ...entrance };
  }
}
