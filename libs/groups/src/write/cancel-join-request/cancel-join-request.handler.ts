import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { JoinRequestCanceled } from '../../membership/membership.events';
import type { Membership } from '../../membership/membership.state';
import { here, Streams } from '../../streams';
import { Ask } from '../ask';
import {
  type CancelJoinRequest,
  cancelJoinRequest,
  type CancelJoinRequestRefusal,
} from './cancel-join-request.decision';

export class CancelJoinRequestCommand extends Ask<
  CancelJoinRequest,
  Outcome<{ mine: Membership }, JoinRequestCanceled, CancelJoinRequestRefusal>
> {}

@CommandHandler(CancelJoinRequestCommand)
export class CancelJoinRequestHandler implements ICommandHandler<CancelJoinRequestCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: CancelJoinRequestCommand) {
    const { request, caller } = ask;
    const { groupId } = request;
    return this.streams
      .reading(here(caller, groupId))
      .deciding('mine', (on) => cancelJoinRequest(request, on, caller), ask);
  }
}
