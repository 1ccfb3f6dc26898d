import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { membershipStream } from '../../domain/membership/membership.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type HandOverOwnership, handOverOwnership, nominateOwner } from './hand-over-ownership.decision';

export class HandOverOwnershipCommand extends GroupsCommand<typeof handOverOwnership> {}

@CommandHandler(HandOverOwnershipCommand)
export class HandOverOwnershipHandler extends GroupsCommandHandler<typeof handOverOwnership> {
  protected readonly target = 'group';
  protected readonly decide = handOverOwnership;
  protected override readonly firstStep = { target: 'targetMembership', decide: nominateOwner } as const;

  protected streams({ groupId, memberId }: HandOverOwnership, caller: Caller) {
    return {
      ...groupAndCaller(caller, groupId),
      targetMembership: membershipStream(caller.siteId, groupId, memberId),
      person: personStream(caller.siteId, memberId),
    };
  }
}
