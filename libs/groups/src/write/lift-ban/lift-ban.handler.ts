import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BanLifted } from '../../membership/membership.events';
import { here, membershipStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type LiftBan, liftBan, type LiftBanRefusal } from './lift-ban.decision';

export class LiftBanCommand extends Ask<LiftBan, Outcome<unknown, BanLifted, LiftBanRefusal>> {}

@CommandHandler(LiftBanCommand)
export class LiftBanHandler implements ICommandHandler<LiftBanCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: LiftBanCommand) {
    const { request, caller } = ask;
    const { groupId, memberId } = request;
    return this.streams
      .reading({ ...here(caller, groupId), theirs: membershipStream(caller.siteId, groupId, memberId) })
      .deciding('theirs', (on) => liftBan(request, on, caller), ask);
  }
}
