import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { HOUSE_RULES, type HouseRules, judgedWith } from '../../house-rules';
import type { GroupId, MemberId } from '../../ids';
import type { Membership } from '../../membership/membership.state';
import { here, membershipStream, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type BulkOutcome, inBulk } from '../bulk';
import { approveJoinRequest } from './approve-join-requests.decision';

export type ApproveJoinRequestsAsking = { groupId: GroupId; memberIds: readonly MemberId[] };
export class ApproveJoinRequestsCommand extends Ask<
  ApproveJoinRequestsAsking,
  BulkOutcome<{ memberId: MemberId; theirs: Membership }>
> {}

@CommandHandler(ApproveJoinRequestsCommand)
export class ApproveJoinRequestsHandler implements ICommandHandler<ApproveJoinRequestsCommand> {
  constructor(
    private readonly streams: Streams,
    @Inject(HOUSE_RULES) private readonly rules: HouseRules,
  ) {}

  execute(ask: ApproveJoinRequestsCommand): Promise<BulkOutcome<{ memberId: MemberId; theirs: Membership }>> {
    const { groupId, memberIds } = ask.request;
    const { caller } = ask;
    return inBulk(memberIds, ask, async (memberId, item) => {
      const outcome = await this.streams
        .reading({
          ...here(caller, groupId),
          theirs: membershipStream(caller.siteId, groupId, memberId),
          person: personStream(caller.siteId, memberId),
        })
        .deciding('theirs', (on) => approveJoinRequest({ groupId, memberId }, on, caller, this.rules), item, {
          judgedWith: judgedWith(this.rules),
        });
      return outcome.accepted ? { accepted: true, memberId, theirs: outcome.on.theirs } : outcome;
    });
  }
}
