import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { membershipStream } from '../../domain/membership/membership.state';
import { groupAndCaller } from '../../domain/streams';
import { BulkCommand, BulkCommandHandler } from '../bulk';
import { type UnassignRole, unassignRole } from './unassign-role.decision';

export class UnassignRoleCommand extends BulkCommand<typeof unassignRole> {}

@CommandHandler(UnassignRoleCommand)
export class UnassignRoleHandler extends BulkCommandHandler<typeof unassignRole> {
  protected readonly target = 'group';
  protected readonly decide = unassignRole;

  protected streams({ groupId, memberId }: UnassignRole, caller: Caller) {
    return { ...groupAndCaller(caller, groupId), targetMembership: membershipStream(caller.siteId, groupId, memberId) };
  }
}
