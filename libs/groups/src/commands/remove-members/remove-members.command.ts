import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { membershipStream } from '../../domain/membership/membership.state';
import { groupAndCaller } from '../../domain/streams';
import { BulkCommand, BulkCommandHandler } from '../bulk';
import { type RemoveMember, removeMember, unassignRemovedAdmin } from './remove-members.decision';

export class RemoveMembersCommand extends BulkCommand<typeof removeMember> {}

@CommandHandler(RemoveMembersCommand)
export class RemoveMembersHandler extends BulkCommandHandler<typeof removeMember> {
  protected readonly target = 'targetMembership';
  protected readonly decide = removeMember;
  protected override readonly firstStep = { target: 'group', decide: unassignRemovedAdmin } as const;

  protected streams({ groupId, memberId }: RemoveMember, caller: Caller) {
    return { ...groupAndCaller(caller, groupId), targetMembership: membershipStream(caller.siteId, groupId, memberId) };
  }
}
