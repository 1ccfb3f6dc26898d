import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { membershipStream } from '../../domain/membership/membership.state';
import { groupAndCaller } from '../../domain/streams';
import { BulkCommand, BulkCommandHandler } from '../bulk';
import { type RejectJoinRequest, rejectJoinRequest } from './reject-join-requests.decision';

export class RejectJoinRequestsCommand extends BulkCommand<typeof rejectJoinRequest> {}

@CommandHandler(RejectJoinRequestsCommand)
export class RejectJoinRequestsHandler extends BulkCommandHandler<typeof rejectJoinRequest> {
  protected readonly target = 'targetMembership';
  protected override readonly isSentByMembers = true;
  protected readonly decide = rejectJoinRequest;

  protected streams({ groupId, memberId }: RejectJoinRequest, caller: Caller) {
    return { ...groupAndCaller(caller, groupId), targetMembership: membershipStream(caller.siteId, groupId, memberId) };
  }
}
