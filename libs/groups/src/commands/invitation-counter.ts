import type { Decision, Event } from '@app/kernel';
import type { MemberId } from '../domain/ids';

/** Counts the invitations that one bulk command makes, for the limit on those that are open in a group. */
export class InvitationCounter {
  private readonly invited = new Set<MemberId>();

  /** Decides on one person, given how many others were invited so far. However often it is decided, they count once. */
  decide<E extends Event, Code extends string>(
    memberId: MemberId,
    decide: (invitedOthers: number) => Decision<E, Code>,
  ): Decision<E, Code> {
    this.invited.delete(memberId);
    const decision = decide(this.invited.size);
    if (decision.accepted && decision.events.some(({ type }) => type === 'MemberInvited')) this.invited.add(memberId);
    return decision;
  }
}
