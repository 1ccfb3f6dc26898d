import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupId, MemberId } from '../../ids';
import type { Membership } from '../../membership/membership.state';
import { here, membershipStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type BulkOutcome, inBulk } from '../bulk';
import { rejectJoinRequest } from './reject-join-requests.decision';

export type RejectJoinRequestsAsking = {
  groupId: GroupId;
  rejections: readonly { memberId: MemberId; reason?: string }[];
};
export class RejectJoinRequestsCommand extends Ask<
  RejectJoinRequestsAsking,
  BulkOutcome<{ memberId: MemberId; theirs: Membership }>
> {}

@CommandHandler(RejectJoinRequestsCommand)
export class RejectJoinRequestsHandler implements ICommandHandler<RejectJoinRequestsCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: RejectJoinRequestsCommand): Promise<BulkOutcome<{ memberId: MemberId; theirs: Membership }>> {
    const { groupId, rejections } = ask.request;
    const { caller } = ask;
    const reasons = new Map(rejections.map(({ memberId, ...reason }) => [memberId, reason]));
    return inBulk([...reasons.keys()], ask, async (memberId, item) => {
      const outcome = await this.streams
        .reading({
          ...here(caller, groupId),
          theirs: membershipStream(caller.siteId, groupId, memberId),
        })
        .deciding(
          'theirs',
          (on) => rejectJoinRequest({ groupId, memberId, ...reasons.get(memberId) }, on, caller),
          item,
        );
      return outcome.accepted ? { accepted: true, memberId, theirs: outcome.on.theirs } : outcome;
    });
  }
}
