import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Rule } from '../../group/group.entrance';
import type { GroupId } from '../../ids';
import { Doors } from '../doors';
import { See } from '../see';

/** The rules of a group. */
export class GetRules extends See<{ readonly groupId: GroupId }, { rules: readonly Rule[] }> {}

@QueryHandler(GetRules)
export class GetRulesHandler implements IQueryHandler<GetRules> {
  constructor(private readonly doors: Doors) {}

  async execute({ request: { groupId }, caller }: GetRules) {
    const door = await this.doors.at(caller, groupId, 'list rules');
    return door.accepted ? { accepted: true as const, rules: door.group.rules } : door;
  }
}
