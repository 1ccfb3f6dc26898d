import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupId, MemberId } from '../../ids';
import { here, membershipStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type BulkOutcome, inBulk } from '../bulk';
import { assignRole } from './assign-role.decision';

export type AssignRoleAsking = { groupId: GroupId; memberIds: readonly MemberId[]; role: 'ADMIN' | 'MEMBER' };
export class AssignRoleCommand extends Ask<AssignRoleAsking, BulkOutcome<{ memberId: MemberId }>> {}

@CommandHandler(AssignRoleCommand)
export class AssignRoleHandler implements ICommandHandler<AssignRoleCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: AssignRoleCommand): Promise<BulkOutcome<{ memberId: MemberId }>> {
    const { groupId, memberIds, role } = ask.request;
    const { caller } = ask;
    return inBulk(memberIds, ask, async (memberId, item) => {
      const outcome = await this.streams
        .reading({
          ...here(caller, groupId),
          theirs: membershipStream(caller.siteId, groupId, memberId),
        })
        .deciding('group', (on) => assignRole({ groupId, memberId, role }, on, caller), item);
      return outcome.accepted ? { accepted: true, memberId } : outcome;
    });
  }
}
