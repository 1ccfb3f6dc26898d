import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { membershipStream } from '../../domain/membership/membership.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { groupAndCaller } from '../../domain/streams';
import { BulkCommand, BulkCommandHandler } from '../bulk';
import { type ApproveJoinRequest, approveJoinRequest } from './approve-join-requests.decision';

export class ApproveJoinRequestsCommand extends BulkCommand<typeof approveJoinRequest> {}

@CommandHandler(ApproveJoinRequestsCommand)
export class ApproveJoinRequestsHandler extends BulkCommandHandler<typeof approveJoinRequest> {
  protected readonly target = 'targetMembership';
  protected override readonly isSentByMembers = true;
  protected readonly decide = approveJoinRequest;

  protected streams({ groupId, memberId }: ApproveJoinRequest, caller: Caller) {
    return {
      ...groupAndCaller(caller, groupId),
      targetMembership: membershipStream(caller.siteId, groupId, memberId),
      person: personStream(caller.siteId, memberId),
    };
  }
}
