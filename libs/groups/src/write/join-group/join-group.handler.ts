import type { Outcome } from '@app/decider';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Group } from '../../group/group.state';
import { HOUSE_RULES, type HouseRules, judgedWith } from '../../house-rules';
import type { Joining } from '../../membership/joining';
import type { Membership } from '../../membership/membership.state';
import { here, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type JoinGroup, joinGroup, type JoinGroupRefusal } from './join-group.decision';

export class JoinGroupCommand extends Ask<
  JoinGroup,
  Outcome<{ mine: Membership; group: Group }, Joining, JoinGroupRefusal>
> {}

@CommandHandler(JoinGroupCommand)
export class JoinGroupHandler implements ICommandHandler<JoinGroupCommand> {
  constructor(
    private readonly streams: Streams,
    @Inject(HOUSE_RULES) private readonly rules: HouseRules,
  ) {}

  execute(ask: JoinGroupCommand) {
    const { request, caller } = ask;
    const { groupId } = request;
    return this.streams
      .reading({
        ...here(caller, groupId),
        person: personStream(caller.siteId, caller.memberId),
      })
      .deciding('mine', (on) => joinGroup(request, on, caller, this.rules), ask, {
        judgedWith: judgedWith(this.rules),
      });
  }
}
