import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Rule } from '../../domain/group/group.entrance';
import type { GroupId } from '../../domain/ids';
import { Entrances } from '../access/entrance';
import { GroupsQuery } from '../groups-query';

/** The rules of a group. */
export class GetRules extends GroupsQuery<{ readonly groupId: GroupId }, { rules: readonly Rule[] }> {}

@QueryHandler(GetRules)
export class GetRulesHandler implements IQueryHandler<GetRules> {
  constructor(private readonly entrances: Entrances) {}

  async execute({ request: { groupId }, caller }: GetRules) {
    const entrance = await this.entrances.find(caller, groupId, 'list rules');
    return entrance.accepted ? { accepted: true as const, rules: entrance.group.rules } : entrance;
  }
}
