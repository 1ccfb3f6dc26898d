import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MemberId } from '../../ids';
import { groupStream, membershipStream, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { nextHeir, type PassOwnershipOn, passOwnershipOn } from './pass-ownership-on.decision';

/** Sent by policies only. Says what should hold; a `CONFLICT` is all that can keep it from holding. */
export class PassOwnershipOnCommand extends Ask<PassOwnershipOn, { readonly accepted: boolean }> {}

@CommandHandler(PassOwnershipOnCommand)
export class PassOwnershipOnHandler implements ICommandHandler<PassOwnershipOnCommand> {
  constructor(private readonly streams: Streams) {}

  /** Goes down the line, and looks at everybody as they are now, until somebody takes the group or nobody is left. */
  async execute(ask: PassOwnershipOnCommand) {
    const { request, caller } = ask;
    const { siteId } = caller;
    const { groupId, memberId } = request;
    const group = groupStream(siteId, groupId);
    const passedOver = new Set<MemberId>();
    for (;;) {
      const heirId = nextHeir((await this.streams.reading({ group }).states()).group, request, passedOver);
      const outcome = await this.streams
        .reading({
          group,
          person: personStream(siteId, memberId),
          theirs: membershipStream(siteId, groupId, heirId),
          heir: personStream(siteId, heirId),
        })
        .deciding('group', (on) => passOwnershipOn({ ...request, heirId, passedOver }, on), ask);
      if (outcome.accepted || outcome.refusal === 'CONFLICT') return outcome;
      if (outcome.refusal === 'CANNOT_OWN' && heirId !== undefined) passedOver.add(heirId);
    }
  }
}
