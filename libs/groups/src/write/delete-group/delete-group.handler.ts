import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Group } from '../../group/group.state';
import type { GroupDeleted } from '../../group/group.events';
import { here, Streams } from '../../streams';
import { Ask } from '../ask';
import { type DeleteGroup, deleteGroup, type DeleteGroupRefusal } from './delete-group.decision';

export class DeleteGroupCommand extends Ask<DeleteGroup, Outcome<{ group: Group }, GroupDeleted, DeleteGroupRefusal>> {}

@CommandHandler(DeleteGroupCommand)
export class DeleteGroupHandler implements ICommandHandler<DeleteGroupCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: DeleteGroupCommand) {
    const { request, caller } = ask;
    const { groupId } = request;
    return this.streams.reading(here(caller, groupId)).deciding('group', (on) => deleteGroup(request, on, caller), ask);
  }
}
