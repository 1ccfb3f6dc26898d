import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { personStream } from '../../domain/site-member/site-member.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type EndAccount, endAccount } from './end-account.decision';

export class EndAccountCommand extends GroupsCommand<typeof endAccount> {}

@CommandHandler(EndAccountCommand)
export class EndAccountHandler extends GroupsCommandHandler<typeof endAccount> {
  protected readonly target = 'person';
  protected readonly decide = endAccount;

  protected streams({ memberId }: EndAccount, caller: Caller) {
    return { person: personStream(caller.siteId, memberId) };
  }
}
