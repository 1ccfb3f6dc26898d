import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Rule } from '../../domain/group/group.entrance';
import type { GroupId } from '../../domain/ids';
import { Entrances } from '../access/entrance';
import { GroupsQuery } from '../groups-query';

/** The rules of a group. */
export class GetRules extends GroupsQuery<{ readonly groupId: GroupId }, { rules: readonly Rule[] }> {}

@QueryHandler(GetRules)
export class GetRulesHandler implements IQueryHandler<GetRules> {
  constructor(private readonly doors: Entrances) {}

  async execute({ request: { groupId }, caller }: GetRules) {
    const door = await this.doors.find(caller, groupId, 'list rules');
    return door.accepted ? { accepted: true as const, rules: door.group.rules } : door;
  }
}
