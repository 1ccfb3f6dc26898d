import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupId, MemberId } from '../../ids';
import { here, membershipStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type BulkOutcome, inBulk } from '../bulk';
import { unassignRole } from './unassign-role.decision';

export type UnassignRoleAsking = { groupId: GroupId; memberIds: readonly MemberId[] };
export class UnassignRoleCommand extends Ask<UnassignRoleAsking, BulkOutcome<{ memberId: MemberId }>> {}

@CommandHandler(UnassignRoleCommand)
export class UnassignRoleHandler implements ICommandHandler<UnassignRoleCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: UnassignRoleCommand): Promise<BulkOutcome<{ memberId: MemberId }>> {
    const { groupId, memberIds } = ask.request;
    const { caller } = ask;
    return inBulk(memberIds, ask, async (memberId, item) => {
      const outcome = await this.streams
        .reading({
          ...here(caller, groupId),
          theirs: membershipStream(caller.siteId, groupId, memberId),
        })
        .deciding('group', (on) => unassignRole({ groupId, memberId }, on, caller), item);
      return outcome.accepted ? { accepted: true, memberId } : outcome;
    });
  }
}
