import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { InvitationDeclined, JoinRequestCanceled } from '../../membership/membership.events';
import { here, Streams } from '../../streams';
import { Ask } from '../ask';
import {
  type DeclineInvitation,
  declineInvitation,
  type DeclineInvitationRefusal,
} from './decline-invitation.decision';

export class DeclineInvitationCommand extends Ask<
  DeclineInvitation,
  Outcome<unknown, InvitationDeclined | JoinRequestCanceled, DeclineInvitationRefusal>
> {}

@CommandHandler(DeclineInvitationCommand)
export class DeclineInvitationHandler implements ICommandHandler<DeclineInvitationCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: DeclineInvitationCommand) {
    const { request, caller } = ask;
    return this.streams
      .reading(here(caller, request.groupId))
      .deciding('mine', (on) => declineInvitation(request, on, caller), ask);
  }
}
