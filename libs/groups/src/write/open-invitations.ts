import type { Decision, Event } from '@app/kernel';
import type { MemberId } from '../ids';

/** Counts the open invitations of a group while one bulk call makes more of them: those from before, and its own. */
export class OpenInvitations {
  private readonly made = new Set<MemberId>();

  constructor(private readonly before: number) {}

  /** Decides on one person, told how many invitations of others are open. However often it is decided, theirs counts once. */
  deciding<E extends Event, Code extends string>(
    memberId: MemberId,
    decide: (openInvitations: number) => Decision<E, Code>,
  ): Decision<E, Code> {
    this.made.delete(memberId);
    const decision = decide(this.before + this.made.size);
    if (decision.accepted && decision.events.some(({ type }) => type === 'MemberInvited')) this.made.add(memberId);
    return decision;
  }
}
