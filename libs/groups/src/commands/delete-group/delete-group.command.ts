import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type DeleteGroup, deleteGroup } from './delete-group.decision';

export class DeleteGroupCommand extends GroupsCommand<typeof deleteGroup> {}

@CommandHandler(DeleteGroupCommand)
export class DeleteGroupHandler extends GroupsCommandHandler<typeof deleteGroup> {
  protected readonly target = 'group';
  protected readonly decide = deleteGroup;

  protected streams({ groupId }: DeleteGroup, caller: Caller) {
    return { ...groupAndCaller(caller, groupId) };
  }
}
