import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import {
  type CancelCreateRequestOfEndedAccount,
  cancelCreateRequestOfEndedAccount,
} from './cancel-create-request-of-ended-account.decision';

export class CancelCreateRequestOfEndedAccountCommand extends GroupsCommand<typeof cancelCreateRequestOfEndedAccount> {}

@CommandHandler(CancelCreateRequestOfEndedAccountCommand)
export class CancelCreateRequestOfEndedAccountHandler extends GroupsCommandHandler<
  typeof cancelCreateRequestOfEndedAccount
> {
  protected readonly target = 'group';
  protected readonly decide = cancelCreateRequestOfEndedAccount;

  protected streams({ groupId, memberId }: CancelCreateRequestOfEndedAccount, caller: Caller) {
    return { group: groupStream(caller.siteId, groupId), person: personStream(caller.siteId, memberId) };
  }
}
