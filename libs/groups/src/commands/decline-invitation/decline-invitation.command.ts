import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type DeclineInvitation, declineInvitation } from './decline-invitation.decision';

export class DeclineInvitationCommand extends GroupsCommand<typeof declineInvitation> {}

@CommandHandler(DeclineInvitationCommand)
export class DeclineInvitationHandler extends GroupsCommandHandler<typeof declineInvitation> {
  protected readonly target = 'callerMembership';
  protected readonly decide = declineInvitation;

  protected streams({ groupId }: DeclineInvitation, caller: Caller) {
    return { ...groupAndCaller(caller, groupId) };
  }
}
