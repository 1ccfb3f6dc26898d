import { Decider } from '@app/decider';
import type { Caller, Refused } from '@app/kernel';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DECISION_SETTINGS, type DecisionSettings } from '../../domain/decision-settings';
import type { GivenAnswer } from '../../domain/group/group.entrance';
import type { GroupId } from '../../domain/ids';
import { personStream } from '../../domain/site-member/site-member.state';
import { Entrances } from '../access/entrance';
import { joinRequirements, type JoinRequirementsResult } from './join-requirements.decision';

type Request = { readonly groupId: GroupId; readonly answers: readonly GivenAnswer[] };

/** The first reason why the caller cannot join a group at once, decided on fresh state as joining is. */
export class GetJoinRequirements extends Query<JoinRequirementsResult | Refused<'GROUP_NOT_FOUND'>> {
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
    private readonly entrances: Entrances,
    private readonly decider: Decider,
    @Inject(DECISION_SETTINGS) private readonly settings: DecisionSettings,
  ) {}

  async execute({ request: { groupId, answers }, caller }: GetJoinRequirements) {
    const [entrance, { person }] = await Promise.all([
      this.entrances.find(caller, groupId, 'get join requirements'),
      this.decider.on({ person: personStream(caller.siteId, caller.memberId) }).load(),
    ]);
    return entrance.accepted ? joinRequirements(answers, { ...entrance, person }, caller, this.settings) : entrance;
  }
}
