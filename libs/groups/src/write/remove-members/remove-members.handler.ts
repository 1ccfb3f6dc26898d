import { havingWritten } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupId, MemberId } from '../../ids';
import { here, membershipStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type BulkOutcome, inBulk } from '../bulk';
import { dismiss, removeMember } from './remove-members.decision';

type Asking = { groupId: GroupId; memberIds: readonly MemberId[] };
export class RemoveMembersCommand extends Ask<Asking, BulkOutcome<{ memberId: MemberId }>> {}

@CommandHandler(RemoveMembersCommand)
export class RemoveMembersHandler implements ICommandHandler<RemoveMembersCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: RemoveMembersCommand): Promise<BulkOutcome<{ memberId: MemberId }>> {
    const { groupId, memberIds } = ask.request;
    const { caller } = ask;
    return inBulk(memberIds, ask, async (memberId, item) => {
      const streams = this.streams.reading({
        ...here(caller, groupId),
        theirs: membershipStream(caller.siteId, groupId, memberId),
      });
      const dismissed = await streams.deciding('group', (on) => dismiss({ groupId, memberId }, on, caller), item, {
        leadsTo: 'theirs',
      });
      if (!dismissed.accepted) return dismissed;
      const removing = streams.deciding('theirs', (on) => removeMember({ groupId, memberId }, on, caller), item);
      const removed = await (dismissed.events.length > 0 ? havingWritten(removing) : removing);
      return removed.accepted ? { accepted: true, memberId } : removed;
    });
  }
}
