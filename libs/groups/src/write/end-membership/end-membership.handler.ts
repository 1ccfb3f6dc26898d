import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { groupStream, membershipStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { endMembership, type EndMembership } from './end-membership.decision';

/** Sent by policies only. Says what should hold; a `CONFLICT` is all that can keep it from holding. */
export class EndMembershipCommand extends Ask<EndMembership, { readonly accepted: boolean }> {}

@CommandHandler(EndMembershipCommand)
export class EndMembershipHandler implements ICommandHandler<EndMembershipCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: EndMembershipCommand) {
    const { request, caller } = ask;
    const { groupId, memberId } = request;
    return this.streams
      .reading({
        group: groupStream(caller.siteId, groupId),
        theirs: membershipStream(caller.siteId, groupId, memberId),
      })
      .deciding('theirs', (on) => endMembership(request, on), ask);
  }
}
