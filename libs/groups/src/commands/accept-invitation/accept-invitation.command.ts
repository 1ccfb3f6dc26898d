import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { personStream } from '../../domain/site-member/site-member.state';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type AcceptInvitation, acceptInvitation } from './accept-invitation.decision';

export class AcceptInvitationCommand extends GroupsCommand<typeof acceptInvitation> {}

@CommandHandler(AcceptInvitationCommand)
export class AcceptInvitationHandler extends GroupsCommandHandler<typeof acceptInvitation> {
  protected readonly target = 'callerMembership';
  protected readonly decide = acceptInvitation;

  protected streams({ groupId }: AcceptInvitation, caller: Caller) {
    return { ...groupAndCaller(caller, groupId), person: personStream(caller.siteId, caller.memberId) };
  }
}
