import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { HOUSE_RULES, type HouseRules, judgedWith } from '../../house-rules';
import type { GroupId, MemberId } from '../../ids';
import type { Membership } from '../../membership/membership.state';
import { here, membershipStream, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type BulkOutcome, inBulk } from '../bulk';
import { addMember } from './add-members.decision';

export type AddMembersAsking = { groupId: GroupId; memberIds: readonly MemberId[] };
export class AddMembersCommand extends Ask<AddMembersAsking, BulkOutcome<{ memberId: MemberId; theirs: Membership }>> {}

@CommandHandler(AddMembersCommand)
export class AddMembersHandler implements ICommandHandler<AddMembersCommand> {
  constructor(
    private readonly streams: Streams,
    @Inject(HOUSE_RULES) private readonly rules: HouseRules,
  ) {}

  execute(ask: AddMembersCommand): Promise<BulkOutcome<{ memberId: MemberId; theirs: Membership }>> {
    const { groupId, memberIds } = ask.request;
    const { caller } = ask;
    return inBulk(memberIds, ask, async (memberId, item) => {
      const outcome = await this.streams
        .reading({
          ...here(caller, groupId),
          theirs: membershipStream(caller.siteId, groupId, memberId),
          person: personStream(caller.siteId, memberId),
        })
        .deciding('theirs', (on) => addMember({ groupId, memberId }, on, caller, this.rules), item, {
          judgedWith: judgedWith(this.rules),
        });
      return outcome.accepted ? { accepted: true, memberId, theirs: outcome.on.theirs } : outcome;
    });
  }
}
