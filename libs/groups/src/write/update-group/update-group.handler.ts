import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Group } from '../../group/group.state';
import { here, Streams } from '../../streams';
import { Ask } from '../ask';
import { SlugReservations } from '../slug-reservations';
import { type GroupUpdated, type UpdateGroup, updateGroup, type UpdateGroupRefusal } from './update-group.decision';

type Asking = Omit<UpdateGroup, 'secretSlug'>;
export type UpdateGroupOutcome<Refusal extends string> = Outcome<{ group: Group }, GroupUpdated, Refusal>;
export class UpdateGroupCommand extends Ask<Asking, UpdateGroupOutcome<UpdateGroupRefusal>> {}

@CommandHandler(UpdateGroupCommand)
export class UpdateGroupHandler implements ICommandHandler<UpdateGroupCommand> {
  constructor(
    private readonly streams: Streams,
    private readonly slugs: SlugReservations,
  ) {}

  execute(ask: UpdateGroupCommand) {
    const { request, caller } = ask;
    const { groupId } = request;
    const secretSlug = this.slugs.secret();
    return this.streams
      .reading(here(caller, groupId))
      .deciding('group', (on) => updateGroup({ ...request, secretSlug }, on, caller), ask, {
        beforeAppend: this.slugs.reserving(groupId, ask),
      });
  }
}
