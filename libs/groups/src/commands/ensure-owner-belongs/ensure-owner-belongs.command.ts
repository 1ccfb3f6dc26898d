import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import { membershipStream } from '../../domain/membership/membership.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type EnsureOwnerBelongs, ensureOwnerBelongs } from './ensure-owner-belongs.decision';

export class EnsureOwnerBelongsCommand extends GroupsCommand<typeof ensureOwnerBelongs> {}

@CommandHandler(EnsureOwnerBelongsCommand)
export class EnsureOwnerBelongsHandler extends GroupsCommandHandler<typeof ensureOwnerBelongs> {
  protected readonly target = 'targetMembership';
  protected readonly decide = ensureOwnerBelongs;

  protected streams({ groupId, memberId }: EnsureOwnerBelongs, caller: Caller) {
    return {
      group: groupStream(caller.siteId, groupId),
      targetMembership: membershipStream(caller.siteId, groupId, memberId),
      person: personStream(caller.siteId, memberId),
    };
  }
}
