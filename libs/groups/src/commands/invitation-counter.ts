import type { Decision, Event } from '@app/kernel';
import type { MemberId } from '../domain/ids';

/** Counts the invitations of one bulk command, for the limit on open invitations in a group. */
export class InvitationCounter {
  private readonly invited = new Set<MemberId>();

  /** Runs a decision on one person with the number of others invited so far. A person counts once, also after a retry. */
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
