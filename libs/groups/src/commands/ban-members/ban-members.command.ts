import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { membershipStream } from '../../domain/membership/membership.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { groupAndCaller } from '../../domain/streams';
import { BulkCommand, BulkCommandHandler } from '../bulk';
import { type BanMember, banMember, unassignBannedAdmin } from './ban-members.decision';

export class BanMembersCommand extends BulkCommand<typeof banMember> {}

@CommandHandler(BanMembersCommand)
export class BanMembersHandler extends BulkCommandHandler<typeof banMember> {
  protected readonly target = 'targetMembership';
  protected override readonly firstStep = { target: 'group', decide: unassignBannedAdmin } as const;
  protected readonly decide = banMember;

  protected streams({ groupId, memberId }: BanMember, caller: Caller) {
    return {
      ...groupAndCaller(caller, groupId),
      targetMembership: membershipStream(caller.siteId, groupId, memberId),
      person: personStream(caller.siteId, memberId),
    };
  }
}
