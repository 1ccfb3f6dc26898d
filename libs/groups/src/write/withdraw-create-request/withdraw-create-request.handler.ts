import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { groupStream, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { withdrawCreateRequest, type WithdrawCreateRequest } from './withdraw-create-request.decision';

/** Sent by policies only. Says what should hold; a `CONFLICT` is all that can keep it from holding. */
export class WithdrawCreateRequestCommand extends Ask<WithdrawCreateRequest, { readonly accepted: boolean }> {}

@CommandHandler(WithdrawCreateRequestCommand)
export class WithdrawCreateRequestHandler implements ICommandHandler<WithdrawCreateRequestCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: WithdrawCreateRequestCommand) {
    const { request, caller } = ask;
    return this.streams
      .reading({
        group: groupStream(caller.siteId, request.groupId),
        person: personStream(caller.siteId, request.memberId),
      })
      .deciding('group', (on) => withdrawCreateRequest(request, on), ask);
  }
}
