import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import { membershipStream } from '../../domain/membership/membership.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type EndParticipation, endParticipation } from './end-participation.decision';

export class EndParticipationCommand extends GroupsCommand<typeof endParticipation> {}

@CommandHandler(EndParticipationCommand)
export class EndParticipationHandler extends GroupsCommandHandler<typeof endParticipation> {
  protected readonly target = 'targetMembership';
  protected readonly decide = endParticipation;

  protected streams({ groupId, memberId }: EndParticipation, caller: Caller) {
    return {
      group: groupStream(caller.siteId, groupId),
      targetMembership: membershipStream(caller.siteId, groupId, memberId),
      person: personStream(caller.siteId, memberId),
    };
  }
}
