import type { Outcome } from '@app/decider';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { HOUSE_RULES, type HouseRules, judgedWith } from '../../house-rules';
import type { Joining } from '../../membership/joining';
import type { JoinRequested } from '../../membership/membership.events';
import type { Membership } from '../../membership/membership.state';
import { here, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type RequestToJoin, requestToJoin, type RequestToJoinRefusal } from './request-to-join.decision';

export class RequestToJoinCommand extends Ask<
  RequestToJoin,
  Outcome<{ mine: Membership }, JoinRequested | Joining, RequestToJoinRefusal>
> {}

@CommandHandler(RequestToJoinCommand)
export class RequestToJoinHandler implements ICommandHandler<RequestToJoinCommand> {
  constructor(
    private readonly streams: Streams,
    @Inject(HOUSE_RULES) private readonly rules: HouseRules,
  ) {}

  execute(ask: RequestToJoinCommand) {
    const { request, caller } = ask;
    const { groupId } = request;
    return this.streams
      .reading({
        ...here(caller, groupId),
        person: personStream(caller.siteId, caller.memberId),
      })
      .deciding('mine', (on) => requestToJoin(request, on, caller, this.rules), ask, {
        judgedWith: judgedWith(this.rules),
      });
  }
}
