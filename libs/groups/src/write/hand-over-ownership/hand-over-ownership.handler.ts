import type { Outcome } from '@app/decider';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupOwnershipTransferred } from '../../group/group.events';
import type { Group } from '../../group/group.state';
import { HOUSE_RULES, type HouseRules, judgedWith } from '../../house-rules';
import { here, membershipStream, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import {
  handOverOwnership,
  type HandOverOwnership,
  type HandOverOwnershipRefusal,
} from './hand-over-ownership.decision';

export class HandOverOwnershipCommand extends Ask<
  HandOverOwnership,
  Outcome<{ group: Group }, GroupOwnershipTransferred, HandOverOwnershipRefusal>
> {}

@CommandHandler(HandOverOwnershipCommand)
export class HandOverOwnershipHandler implements ICommandHandler<HandOverOwnershipCommand> {
  constructor(
    private readonly streams: Streams,
    @Inject(HOUSE_RULES) private readonly rules: HouseRules,
  ) {}

  execute(ask: HandOverOwnershipCommand) {
    const { request, caller } = ask;
    const { groupId, memberId } = request;
    return this.streams
      .reading({
        ...here(caller, groupId),
        theirs: membershipStream(caller.siteId, groupId, memberId),
        person: personStream(caller.siteId, memberId),
      })
      .deciding('group', (on) => handOverOwnership(request, on, caller, this.rules), ask, {
        judgedWith: judgedWith(this.rules),
      });
  }
}
