import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { HOUSE_RULES, type HouseRules, judgedWith } from '../../house-rules';
import type { GroupId, MemberId } from '../../ids';
import type { Membership } from '../../membership/membership.state';
import { here, membershipStream, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type BulkOutcome, inBulk } from '../bulk';
import { OpenInvitations } from '../open-invitations';
import { addMember } from './add-members.decision';

/** `openInvitations`: how many were open in the group before the call. */
export type AddMembersAsking = { groupId: GroupId; memberIds: readonly MemberId[]; openInvitations: number };
/** Somebody who is a member now, or who was invited instead. */
type Reached = { memberId: MemberId; theirs: Membership; isMember: boolean };
export class AddMembersCommand extends Ask<AddMembersAsking, BulkOutcome<Reached>> {}

@CommandHandler(AddMembersCommand)
export class AddMembersHandler implements ICommandHandler<AddMembersCommand> {
  constructor(
    private readonly streams: Streams,
    @Inject(HOUSE_RULES) private readonly rules: HouseRules,
  ) {}

  execute(ask: AddMembersCommand): Promise<BulkOutcome<Reached>> {
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
              addMember({ groupId, memberId, openInvitations: open }, on, caller, this.rules),
            ),
          item,
          { judgedWith: judgedWith(this.rules) },
        );
      if (!outcome.accepted) return outcome;
      const isMember = outcome.events.some(({ type }) => type === 'MemberJoined');
      return { accepted: true, memberId, theirs: outcome.on.theirs, isMember };
    });
  }
}
