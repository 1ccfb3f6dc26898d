import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { membershipStream } from '../../domain/membership/membership.state';
import { groupAndCaller } from '../../domain/streams';
import { BulkCommand, BulkCommandHandler } from '../bulk';
import { type AssignRole, assignRole, nominateAdmin } from './assign-role.decision';

export class AssignRoleCommand extends BulkCommand<typeof assignRole> {}

@CommandHandler(AssignRoleCommand)
export class AssignRoleHandler extends BulkCommandHandler<typeof assignRole> {
  protected readonly target = 'group';
  protected readonly decide = assignRole;
  protected override readonly firstStep = { target: 'targetMembership', decide: nominateAdmin } as const;

  protected streams({ groupId, memberId }: AssignRole, caller: Caller) {
    return { ...groupAndCaller(caller, groupId), targetMembership: membershipStream(caller.siteId, groupId, memberId) };
  }
}
