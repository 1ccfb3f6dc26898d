import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { membershipStream } from '../../domain/membership/membership.state';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type LiftBan, liftBan } from './lift-ban.decision';

export class LiftBanCommand extends GroupsCommand<typeof liftBan> {}

@CommandHandler(LiftBanCommand)
export class LiftBanHandler extends GroupsCommandHandler<typeof liftBan> {
  protected readonly target = 'targetMembership';
  protected readonly decide = liftBan;

  protected streams({ groupId, memberId }: LiftBan, caller: Caller) {
    return { ...groupAndCaller(caller, groupId), targetMembership: membershipStream(caller.siteId, groupId, memberId) };
  }
}
