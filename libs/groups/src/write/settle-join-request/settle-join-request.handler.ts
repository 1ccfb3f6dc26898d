import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { HOUSE_RULES, type HouseRules, judgedWith } from '../../house-rules';
import { groupStream, membershipStream, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { settleJoinRequest, type SettleJoinRequest } from './settle-join-request.decision';

/** Sent by policies only. Says what should hold; a `CONFLICT` is all that can keep it from holding. */
export class SettleJoinRequestCommand extends Ask<SettleJoinRequest, { readonly accepted: boolean }> {}

@CommandHandler(SettleJoinRequestCommand)
export class SettleJoinRequestHandler implements ICommandHandler<SettleJoinRequestCommand> {
  constructor(
    private readonly streams: Streams,
    @Inject(HOUSE_RULES) private readonly rules: HouseRules,
  ) {}

  execute(ask: SettleJoinRequestCommand) {
    const { request, caller } = ask;
    const { groupId, memberId } = request;
    return this.streams
      .reading({
        group: groupStream(caller.siteId, groupId),
        theirs: membershipStream(caller.siteId, groupId, memberId),
        person: personStream(caller.siteId, memberId),
      })
      .deciding('theirs', (on) => settleJoinRequest(request, on, this.rules), ask, {
        judgedWith: judgedWith(this.rules),
        causedBy: ({ group }) => (group.status === 'ACTIVE' ? group.settling?.eventId : undefined),
      });
  }
}
