import { Decider } from '@app/decider';
import type { Caller } from '@app/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import { DECISION_SETTINGS, type DecisionSettings } from '../../domain/decision-settings';
import { membershipStream } from '../../domain/membership/membership.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { groupAndCaller } from '../../domain/streams';
import { BulkCommand, BulkCommandHandler } from '../bulk';
import type { StatesOf } from '../groups-command';
import { invitationItem, invitationsTo, PendingItems } from '../pending-items';
import { type AddMember, addMember } from './add-members.decision';

type Request = Omit<AddMember, 'openInvitations'>;
type DecideItem = (
  request: Request,
  states: StatesOf<typeof addMember>,
  caller: Caller,
  settings: DecisionSettings,
) => ReturnType<typeof addMember>;
export class AddMembersCommand extends BulkCommand<typeof addMember, Request> {}

@CommandHandler(AddMembersCommand)
export class AddMembersHandler extends BulkCommandHandler<typeof addMember, Request> {
  protected readonly target = 'targetMembership';
  protected override readonly isSentByMembers = true;
  protected readonly decide: DecideItem = () => {
    throw new Error('the decision needs the number of open invitations');
  };

  constructor(
    decider: Decider,
    @Inject(DECISION_SETTINGS) settings: DecisionSettings,
    private readonly pending: PendingItems,
  ) {
    super(decider, settings);
  }

  protected streams({ groupId, memberId }: Request, caller: Caller) {
    return {
      ...groupAndCaller(caller, groupId),
      targetMembership: membershipStream(caller.siteId, groupId, memberId),
      person: personStream(caller.siteId, memberId),
    };
  }

  override execute(command: AddMembersCommand) {
    return this.runAll(command, (request, context) => {
      const { groupId, memberId } = request;
      const key = invitationsTo(context.caller.siteId, groupId);
      return this.pending.count(key, invitationItem(groupId, memberId), (counted) => {
        const decide: DecideItem = (_, states, caller, settings) =>
          counted((openInvitations) => addMember({ ...request, openInvitations }, states, caller, settings));
        return this.run(request, context, decide);
      });
    });
  }
}
