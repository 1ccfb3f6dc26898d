import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { HOUSE_RULES, type HouseRules, judgedWith } from '../../house-rules';
import type { GroupId, MemberId } from '../../ids';
import type { Membership } from '../../membership/membership.state';
import { here, membershipStream, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type BulkOutcome, inBulk } from '../bulk';
import { OpenInvitations } from '../open-invitations';
import { inviteMember } from './invite-members.decision';

/** `openInvitations`: how many were open in the group before the call. */
type Asking = { groupId: GroupId; memberIds: readonly MemberId[]; openInvitations: number };
type Invited = { memberId: MemberId; theirs: Membership };
export class InviteMembersCommand extends Ask<Asking, BulkOutcome<Invited>> {}

@CommandHandler(InviteMembersCommand)
export class InviteMembersHandler implements ICommandHandler<InviteMembersCommand> {
  constructor(
    private readonly streams: Streams,
    @Inject(HOUSE_RULES) private readonly rules: HouseRules,
  ) {}

  execute(ask: InviteMembersCommand): Promise<BulkOutcome<Invited>> {
    const { groupId, memberIds, openInvitations } = ask.request;
    const { caller } = ask;
    const invitations = new OpenInvitations(openInvitations);
    return inBulk(memberIds, ask, async (memberId, item) => {
      const outcome = await this.streams
        .reading({
          ...here(caller, groupId),
          theirs: membershipStream(caller.siteId, groupId, memberId),
          person: personStream(caller.siteId, memberId),
        })
        .deciding(
          'theirs',
          (on) =>
            invitations.deciding(memberId, (open) =>
              inviteMember({ groupId, memberId, openInvitations: open }, on, caller, this.rules),
            ),
          item,
          { judgedWith: judgedWith(this.rules) },
        );
      return outcome.accepted ? { accepted: true, memberId, theirs: outcome.on.theirs } : outcome;
    });
  }
}
