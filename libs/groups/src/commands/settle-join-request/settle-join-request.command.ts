import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import { membershipStream } from '../../domain/membership/membership.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { GroupsCommand, GroupsCommandHandler, type StatesOf } from '../groups-command';
import { settlingChange, type SettleJoinRequest, settleJoinRequest } from './settle-join-request.decision';

export class SettleJoinRequestCommand extends GroupsCommand<typeof settleJoinRequest> {}

@CommandHandler(SettleJoinRequestCommand)
export class SettleJoinRequestHandler extends GroupsCommandHandler<typeof settleJoinRequest> {
  protected readonly target = 'targetMembership';
  protected readonly decide = settleJoinRequest;

  protected streams({ groupId, memberId }: SettleJoinRequest, { siteId }: Caller) {
    return {
      group: groupStream(siteId, groupId),
      targetMembership: membershipStream(siteId, groupId, memberId),
      person: personStream(siteId, memberId),
    };
  }

  protected override options() {
    return {
      causedBy: ({ group, targetMembership }: StatesOf<typeof settleJoinRequest>) =>
        settlingChange(group, targetMembership)?.eventId,
    };
  }
}
