import { type Caller, type Refused, refuse } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { GroupId } from '../ids';
import { canApproach, type Here } from '../permissions';
import { here, Streams } from '../streams';
import { VisibleGroups } from './visible-groups';

/**
 * The door of a group: what people see who are not in it yet, among them visitors, and those invited to a SECRET one.
 * Folded from the events when asked for, so it always shows the latest state.
 */
@Injectable()
export class Doors {
  constructor(
    private readonly streams: Streams,
    private readonly visible: VisibleGroups,
  ) {}

  /** A group and the caller in it. `route` names the read where those who run the site look into a SECRET group. */
  async at(
    caller: Caller,
    groupId: GroupId,
    route: string,
  ): Promise<({ readonly accepted: true } & Here) | Refused<'GROUP_NOT_FOUND'>> {
    const door = await this.streams.reading(here(caller, groupId)).states();
    if (!canApproach(door, caller)) return refuse('GROUP_NOT_FOUND');
    this.visible.tellOfLookingIn(caller, groupId, door, route);
    return { accepted: true, ...door };
  }
}
