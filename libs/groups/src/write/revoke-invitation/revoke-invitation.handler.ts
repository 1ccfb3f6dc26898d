import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { InvitationRevoked } from '../../membership/membership.events';
import { here, membershipStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type RevokeInvitation, revokeInvitation, type RevokeInvitationRefusal } from './revoke-invitation.decision';

export class RevokeInvitationCommand extends Ask<
  RevokeInvitation,
  Outcome<unknown, InvitationRevoked, RevokeInvitationRefusal>
> {}

@CommandHandler(RevokeInvitationCommand)
export class RevokeInvitationHandler implements ICommandHandler<RevokeInvitationCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: RevokeInvitationCommand) {
    const { request, caller } = ask;
    const { groupId, memberId } = request;
    return this.streams
      .reading({ ...here(caller, groupId), theirs: membershipStream(caller.siteId, groupId, memberId) })
      .deciding('theirs', (on) => revokeInvitation(request, on, caller), ask);
  }
}
