import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import { type Membership, membershipStream } from '../../domain/membership/membership.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import {
  type RevokeInvitationOfBannedInviter,
  revokeInvitationOfBannedInviter,
} from './revoke-invitation-of-banned-inviter.decision';

export class RevokeInvitationOfBannedInviterCommand extends GroupsCommand<typeof revokeInvitationOfBannedInviter> {}

@CommandHandler(RevokeInvitationOfBannedInviterCommand)
export class RevokeInvitationOfBannedInviterHandler extends GroupsCommandHandler<
  typeof revokeInvitationOfBannedInviter
> {
  protected readonly target = 'targetMembership';
  protected readonly decide = revokeInvitationOfBannedInviter;

  protected streams({ groupId, memberId, invitedById }: RevokeInvitationOfBannedInviter, { siteId }: Caller) {
    return {
      group: groupStream(siteId, groupId),
      inviterMembership: membershipStream(siteId, groupId, invitedById),
      targetMembership: membershipStream(siteId, groupId, memberId),
    };
  }

  /** The cause is the ban, also when the policy reacted to the invitation. */
  protected override options({ decidedOn }: RevokeInvitationOfBannedInviter) {
    return {
      causedBy: ({ inviterMembership }: { readonly inviterMembership: Membership }) =>
        decidedOn && inviterMembership.latestBan?.eventId,
    };
  }
}
