import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Group } from '../../group/group.state';
import type { CreateRequestCanceled } from '../../group/group.events';
import { groupStream, Streams } from '../../streams';
import { Ask } from '../ask';
import {
  type CancelCreateRequest,
  cancelCreateRequest,
  type CancelCreateRequestRefusal,
} from './cancel-create-request.decision';

export class CancelCreateRequestCommand extends Ask<
  CancelCreateRequest,
  Outcome<{ group: Group }, CreateRequestCanceled, CancelCreateRequestRefusal>
> {}

@CommandHandler(CancelCreateRequestCommand)
export class CancelCreateRequestHandler implements ICommandHandler<CancelCreateRequestCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: CancelCreateRequestCommand) {
    const { request, caller } = ask;
    const { groupId } = request;
    return this.streams
      .reading({
        group: groupStream(caller.siteId, groupId),
      })
      .deciding('group', (on) => cancelCreateRequest(request, on, caller), ask);
  }
}
