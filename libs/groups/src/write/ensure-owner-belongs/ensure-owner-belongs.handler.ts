import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { groupStream, membershipStream, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { ensureOwnerBelongs, type EnsureOwnerBelongs } from './ensure-owner-belongs.decision';

/** Sent by policies only. Says what should hold; a `CONFLICT` is all that can keep it from holding. */
export class EnsureOwnerBelongsCommand extends Ask<EnsureOwnerBelongs, { readonly accepted: boolean }> {}

@CommandHandler(EnsureOwnerBelongsCommand)
export class EnsureOwnerBelongsHandler implements ICommandHandler<EnsureOwnerBelongsCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: EnsureOwnerBelongsCommand) {
    const { request, caller } = ask;
    const { groupId, memberId } = request;
    return this.streams
      .reading({
        group: groupStream(caller.siteId, groupId),
        theirs: membershipStream(caller.siteId, groupId, memberId),
        person: personStream(caller.siteId, memberId),
      })
      .deciding('theirs', (on) => ensureOwnerBelongs(request, on), ask);
  }
}
