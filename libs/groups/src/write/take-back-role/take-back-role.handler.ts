import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { groupStream, membershipStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { takeBackRole, type TakeBackRole } from './take-back-role.decision';

/** Sent by policies only. Says what should hold; a `CONFLICT` is all that can keep it from holding. */
export class TakeBackRoleCommand extends Ask<TakeBackRole, { readonly accepted: boolean }> {}

@CommandHandler(TakeBackRoleCommand)
export class TakeBackRoleHandler implements ICommandHandler<TakeBackRoleCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: TakeBackRoleCommand) {
    const { request, caller } = ask;
    const { groupId, memberId } = request;
    return this.streams
      .reading({
        group: groupStream(caller.siteId, groupId),
        theirs: membershipStream(caller.siteId, groupId, memberId),
      })
      .deciding('group', (on) => takeBackRole(request, on), ask);
  }
}
