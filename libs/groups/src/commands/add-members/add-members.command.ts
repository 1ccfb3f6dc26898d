import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { membershipStream } from '../../domain/membership/membership.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { groupAndCaller } from '../../domain/streams';
import { BulkCommand, BulkCommandHandler } from '../bulk';
import { InvitationCounter } from '../invitation-counter';
import { type AddMember, addMember } from './add-members.decision';

/** `openInvitations` of each item: the open invitations in the group before the command. */
export class AddMembersCommand extends BulkCommand<typeof addMember> {}

@CommandHandler(AddMembersCommand)
export class AddMembersHandler extends BulkCommandHandler<typeof addMember> {
  protected readonly target = 'targetMembership';
  protected readonly decide = addMember;

  protected streams({ groupId, memberId }: AddMember, caller: Caller) {
    return {
      ...groupAndCaller(caller, groupId),
      targetMembership: membershipStream(caller.siteId, groupId, memberId),
      person: personStream(caller.siteId, memberId),
    };
  }

  override execute(command: AddMembersCommand) {
    const counter = new InvitationCounter();
    const decide: typeof addMember = (request, states, caller, settings) =>
      counter.decide(request.memberId, (invitedOthers) =>
        addMember({ ...request, openInvitations: request.openInvitations + invitedOthers }, states, caller, settings),
      );
    return this.runAll(command, (request, context) => this.run(request, context, decide));
  }
}
