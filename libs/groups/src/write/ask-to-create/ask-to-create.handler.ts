import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CreateRequestSubmitted } from '../../group/group.events';
import type { Group } from '../../group/group.state';
import { groupStream, siteStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type AskToCreate, askToCreate, type AskToCreateRefusal } from './ask-to-create.decision';

export class AskToCreateCommand extends Ask<
  AskToCreate,
  Outcome<{ group: Group }, CreateRequestSubmitted, AskToCreateRefusal>
> {}

@CommandHandler(AskToCreateCommand)
export class AskToCreateHandler implements ICommandHandler<AskToCreateCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: AskToCreateCommand) {
    const { request, caller } = ask;
    return this.streams
      .reading({ group: groupStream(caller.siteId, request.groupId), site: siteStream(caller.siteId) })
      .deciding('group', (on) => askToCreate(request, on, caller), ask);
  }
}
