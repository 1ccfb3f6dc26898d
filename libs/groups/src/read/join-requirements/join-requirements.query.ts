import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Caller, Refused } from '@app/kernel';
import type { GivenAnswer } from '../../group/group.entrance';
import { HOUSE_RULES, type HouseRules } from '../../house-rules';
import type { GroupId } from '../../ids';
import { personStream, Streams } from '../../streams';
import { Doors } from '../doors';
import { joinRequirements } from './join-requirements.decision';

type Request = { readonly groupId: GroupId; readonly answers: readonly GivenAnswer[] };
type Seen = ReturnType<typeof joinRequirements> | Refused<'GROUP_NOT_FOUND'>;

/** What stands between the caller and a group, judged on the same fresh state as joining is. */
export class GetJoinRequirements extends Query<Seen> {
  constructor(
    readonly request: Request,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(GetJoinRequirements)
export class GetJoinRequirementsHandler implements IQueryHandler<GetJoinRequirements> {
  constructor(
    private readonly doors: Doors,
    private readonly streams: Streams,
    @Inject(HOUSE_RULES) private readonly rules: HouseRules,
  ) {}

  async execute({ request: { groupId, answers }, caller }: GetJoinRequirements) {
    const [door, { person }] = await Promise.all([
      this.doors.at(caller, groupId, 'get join requirements'),
      this.streams.reading({ person: personStream(caller.siteId, caller.memberId) }).states(),
    ]);
    return door.accepted ? joinRequirements(answers, { ...door, person }, caller, this.rules) : door;
  }
}
