import type { Outcome } from '@app/decider';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupEvent } from '../../group/group.events';
import type { Group } from '../../group/group.state';
import { HOUSE_RULES, type HouseRules, judgedWith } from '../../house-rules';
import { groupStream, personStream, siteStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { SlugReservations } from '../slug-reservations';
import { type CreateGroup, createGroup, type CreateGroupRefusal } from './create-group.decision';

type Asking = Omit<CreateGroup, 'secretSlug'>;
export class CreateGroupCommand extends Ask<Asking, Outcome<{ group: Group }, GroupEvent, CreateGroupRefusal>> {}

@CommandHandler(CreateGroupCommand)
export class CreateGroupHandler implements ICommandHandler<CreateGroupCommand> {
  constructor(
    private readonly streams: Streams,
    private readonly slugs: SlugReservations,
    @Inject(HOUSE_RULES) private readonly rules: HouseRules,
  ) {}

  execute(ask: CreateGroupCommand) {
    const { request, caller } = ask;
    const { groupId, creatorId } = request;
    const secretSlug = this.slugs.secret();
    return this.streams
      .reading({
        group: groupStream(caller.siteId, groupId),
        site: siteStream(caller.siteId),
        creator: personStream(caller.siteId, creatorId),
      })
      .deciding('group', (on) => createGroup({ ...request, secretSlug }, on, caller, this.rules), ask, {
        judgedWith: judgedWith(this.rules),
        beforeAppend: this.slugs.reserving(groupId, ask),
      });
  }
}
