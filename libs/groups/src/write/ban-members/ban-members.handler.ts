import { havingWritten } from '@app/decider';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { HOUSE_RULES, type HouseRules, judgedWith } from '../../house-rules';
import type { GroupId, MemberId } from '../../ids';
import type { Membership } from '../../membership/membership.state';
import { here, membershipStream, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type BulkOutcome, inBulk } from '../bulk';
import { banMember, dismissBanned } from './ban-members.decision';

type Asking = { groupId: GroupId; memberIds: readonly MemberId[]; reason?: string };
type Done = { memberId: MemberId; ban: NonNullable<Membership['ban']> };
export class BanMembersCommand extends Ask<Asking, BulkOutcome<Done>> {}

@CommandHandler(BanMembersCommand)
export class BanMembersHandler implements ICommandHandler<BanMembersCommand> {
  constructor(
    private readonly streams: Streams,
    @Inject(HOUSE_RULES) private readonly rules: HouseRules,
  ) {}

  execute(ask: BanMembersCommand): Promise<BulkOutcome<Done>> {
    const { memberIds, ...asking } = ask.request;
    const { caller } = ask;
    const { groupId } = asking;
    const judging = { judgedWith: judgedWith(this.rules) };
    return inBulk(memberIds, ask, async (memberId, item) => {
      const request = { ...asking, memberId };
      const streams = this.streams.reading({
        ...here(caller, groupId),
        theirs: membershipStream(caller.siteId, groupId, memberId),
        person: personStream(caller.siteId, memberId),
      });
      const dismissed = await streams.deciding('group', (on) => dismissBanned(request, on, caller, this.rules), item, {
        ...judging,
        leadsTo: 'theirs',
      });
      if (!dismissed.accepted) return dismissed;
      const [announced] = dismissed.events;
      const banning = streams.deciding(
        'theirs',
        (on) => banMember({ ...request, isAnnounced: announced !== undefined }, on, caller, this.rules),
        item,
        judging,
      );
      const banned = await (announced ? havingWritten(banning) : banning);
      if (!banned.accepted) return banned;
      // Somebody may have lifted it between the two steps: it stood all the same.
      const ban = banned.on.theirs.ban ?? { bannedAt: announced!.at, ...announced!.data.ban };
      return { accepted: true, memberId, ban };
    });
  }
}
