import type { Outcome } from '@app/decider';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { HOUSE_RULES, type HouseRules, judgedWith } from '../../house-rules';
import type { Joining } from '../../membership/joining';
import type { Membership } from '../../membership/membership.state';
import { here, personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type AcceptInvitation, acceptInvitation, type AcceptInvitationRefusal } from './accept-invitation.decision';

export class AcceptInvitationCommand extends Ask<
  AcceptInvitation,
  Outcome<{ mine: Membership }, Joining, AcceptInvitationRefusal>
> {}

@CommandHandler(AcceptInvitationCommand)
export class AcceptInvitationHandler implements ICommandHandler<AcceptInvitationCommand> {
  constructor(
    private readonly streams: Streams,
    @Inject(HOUSE_RULES) private readonly rules: HouseRules,
  ) {}

  execute(ask: AcceptInvitationCommand) {
    const { request, caller } = ask;
    return this.streams
      .reading({ ...here(caller, request.groupId), person: personStream(caller.siteId, caller.memberId) })
      .deciding('mine', (on) => acceptInvitation(request, on, caller, this.rules), ask, {
        judgedWith: judgedWith(this.rules),
      });
  }
}
