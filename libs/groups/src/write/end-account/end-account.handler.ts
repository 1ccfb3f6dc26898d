import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { SiteMemberAccountEnded } from '../../site-member/site-member.events';
import { personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type EndAccount, endAccount, type EndAccountRefusal } from './end-account.decision';

export class EndAccountCommand extends Ask<EndAccount, Outcome<unknown, SiteMemberAccountEnded, EndAccountRefusal>> {}

@CommandHandler(EndAccountCommand)
export class EndAccountHandler implements ICommandHandler<EndAccountCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: EndAccountCommand) {
    const { request, caller } = ask;
    return this.streams
      .reading({ person: personStream(caller.siteId, request.memberId) })
      .deciding('person', (on) => endAccount(request, on, caller), ask);
  }
}
