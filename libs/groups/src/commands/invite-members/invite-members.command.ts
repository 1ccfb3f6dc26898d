import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { membershipStream } from '../../domain/membership/membership.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { groupAndCaller } from '../../domain/streams';
import { BulkCommand, BulkCommandHandler } from '../bulk';
import { InvitationCounter } from '../invitation-counter';
import { type InviteMember, inviteMember } from './invite-members.decision';

/** `openInvitations` of each item: the open invitations in the group before the command. */
export class InviteMembersCommand extends BulkCommand<typeof inviteMember> {}

@CommandHandler(InviteMembersCommand)
export class InviteMembersHandler extends BulkCommandHandler<typeof inviteMember> {
  protected readonly target = 'targetMembership';
  protected readonly decide = inviteMember;

  protected streams({ groupId, memberId }: InviteMember, caller: Caller) {
    return {
      ...groupAndCaller(caller, groupId),
      targetMembership: membershipStream(caller.siteId, groupId, memberId),
      person: personStream(caller.siteId, memberId),
    };
  }

  override execute(command: InviteMembersCommand) {
    const counter = new InvitationCounter();
    const decide: typeof inviteMember = (request, states, caller, settings) =>
      counter.decide(request.memberId, (invitedOthers) =>
        inviteMember(
          { ...request, openInvitations: request.openInvitations + invitedOthers },
          states,
          caller,
          settings,
        ),
      );
    return this.runAll(command, (request, context) => this.run(request, context, decide));
  }
}
