import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { groupStream, membershipStream, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type EndPlace, endPlace } from './end-place.decision';

/** Sent by policies only. Says what should hold; a `CONFLICT` is all that can keep it from holding. */
export class EndPlaceCommand extends Ask<EndPlace, { readonly accepted: boolean }> {}

@CommandHandler(EndPlaceCommand)
export class EndPlaceHandler implements ICommandHandler<EndPlaceCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: EndPlaceCommand) {
    const { request, caller } = ask;
    const { groupId, memberId } = request;
    return this.streams
      .reading({
        group: groupStream(caller.siteId, groupId),
        theirs: membershipStream(caller.siteId, groupId, memberId),
        person: personStream(caller.siteId, memberId),
      })
      .deciding('theirs', (on) => endPlace(request, on), ask);
  }
}
