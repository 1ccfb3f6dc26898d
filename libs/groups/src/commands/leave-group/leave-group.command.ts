import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type LeaveGroup, leaveGroup, unassignLeavingAdmin } from './leave-group.decision';

export class LeaveGroupCommand extends GroupsCommand<typeof leaveGroup> {}

@CommandHandler(LeaveGroupCommand)
export class LeaveGroupHandler extends GroupsCommandHandler<typeof leaveGroup> {
  protected readonly target = 'callerMembership';
  protected readonly decide = leaveGroup;
  protected override readonly firstStep = { target: 'group', decide: unassignLeavingAdmin } as const;

  protected streams({ groupId }: LeaveGroup, caller: Caller) {
    return { ...groupAndCaller(caller, groupId) };
  }
}
