import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Group } from '../../group/group.state';
import type { GroupId } from '../../ids';
import { groupStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type BulkOutcome, inBulk } from '../bulk';
import { rejectCreateRequest } from './reject-create-requests.decision';

type Asking = { rejections: readonly { groupId: GroupId; reason?: string }[] };
type Rejected = { groupId: GroupId; group: Group };
export class RejectCreateRequestsCommand extends Ask<Asking, BulkOutcome<Rejected>> {}

@CommandHandler(RejectCreateRequestsCommand)
export class RejectCreateRequestsHandler implements ICommandHandler<RejectCreateRequestsCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: RejectCreateRequestsCommand): Promise<BulkOutcome<Rejected>> {
    const { request, caller } = ask;
    const reasons = new Map(request.rejections.map(({ groupId, ...reason }) => [groupId, reason]));
    return inBulk([...reasons.keys()], ask, async (groupId, item) => {
      const outcome = await this.streams
        .reading({ group: groupStream(caller.siteId, groupId) })
        .deciding('group', (on) => rejectCreateRequest({ groupId, ...reasons.get(groupId) }, on, caller), item);
      return outcome.accepted ? { accepted: true, groupId, group: outcome.on.group } : outcome;
    });
  }
}
