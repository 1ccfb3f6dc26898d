import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { groupStream, membershipStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { giveAdminRole, type GiveAdminRole } from './give-admin-role.decision';

/** Sent by policies only. Says what should hold; a `CONFLICT` is all that can keep it from holding. */
export class GiveAdminRoleCommand extends Ask<GiveAdminRole, { readonly accepted: boolean }> {}

@CommandHandler(GiveAdminRoleCommand)
export class GiveAdminRoleHandler implements ICommandHandler<GiveAdminRoleCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: GiveAdminRoleCommand) {
    const { request, caller } = ask;
    const { groupId, memberId } = request;
    return this.streams
      .reading({
        group: groupStream(caller.siteId, groupId),
        theirs: membershipStream(caller.siteId, groupId, memberId),
      })
      .deciding('group', (on) => giveAdminRole(request, on), ask);
  }
}
