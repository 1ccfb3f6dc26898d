import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { leave, type LeaveGroup, stepDown } from './leave-group.decision';

export class LeaveGroupCommand extends GroupsCommand<typeof leave> {}

@CommandHandler(LeaveGroupCommand)
export class LeaveGroupHandler extends GroupsCommandHandler<typeof leave> {
  protected readonly target = 'callerMembership';
  protected readonly decide = leave;
  protected override readonly firstStep = { target: 'group', decide: stepDown } as const;

  protected streams({ groupId }: LeaveGroup, caller: Caller) {
    return { ...groupAndCaller(caller, groupId) };
  }
}
