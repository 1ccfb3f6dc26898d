import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupEvent } from '../../group/group.events';
import type { Group } from '../../group/group.state';
import type { GroupId } from '../../ids';
import { groupStream, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type BulkOutcome, inBulk } from '../bulk';
import { SlugReservations } from '../slug-reservations';
import { approveCreateRequest, type ApproveCreateRequestRefusal } from './approve-create-requests.decision';

type Approved = { groupId: GroupId; group: Group };
export class ApproveCreateRequestsCommand extends Ask<{ groupIds: readonly GroupId[] }, BulkOutcome<Approved>> {}

@CommandHandler(ApproveCreateRequestsCommand)
export class ApproveCreateRequestsHandler implements ICommandHandler<ApproveCreateRequestsCommand> {
  constructor(
    private readonly streams: Streams,
    private readonly slugs: SlugReservations,
  ) {}

  execute(ask: ApproveCreateRequestsCommand): Promise<BulkOutcome<Approved>> {
    const { request, caller } = ask;
    return inBulk(request.groupIds, ask, async (groupId, item) => {
      const secretSlug = this.slugs.secret();
      const group = groupStream(caller.siteId, groupId);
      const { requestedById } = (await this.streams.reading({ group }).states()).group; // never another one
      const outcome = await this.streams
        .reading({ group, person: personStream(caller.siteId, requestedById ?? undefined) })
        .deciding<GroupEvent, ApproveCreateRequestRefusal>(
          'group',
          (on) => approveCreateRequest({ groupId, secretSlug }, on, caller),
          item,
          { beforeAppend: this.slugs.reserving(groupId, item) },
        );
      return outcome.accepted ? { accepted: true, groupId, group: outcome.on.group } : outcome;
    });
  }
}
