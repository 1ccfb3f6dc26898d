import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { membershipStream } from '../../domain/membership/membership.state';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type RevokeInvitation, revokeInvitation } from './revoke-invitation.decision';

export class RevokeInvitationCommand extends GroupsCommand<typeof revokeInvitation> {}

@CommandHandler(RevokeInvitationCommand)
export class RevokeInvitationHandler extends GroupsCommandHandler<typeof revokeInvitation> {
  protected readonly target = 'targetMembership';
  protected override readonly isSentByMembers = true;
  protected readonly decide = revokeInvitation;

  protected streams({ groupId, memberId }: RevokeInvitation, caller: Caller) {
    return { ...groupAndCaller(caller, groupId), targetMembership: membershipStream(caller.siteId, groupId, memberId) };
  }
}
