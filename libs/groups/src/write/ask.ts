import { type Asked, type Claim, claimInHand, freshTrail, type Trail } from '@app/decider';
import type { Caller } from '@app/kernel';
import { Command } from '@nestjs/cqrs';

/**
 * What was asked, by whom, and where it comes from: a typed command of the bus. Without a trail it is what the caller of
 * the service asks for, and belongs to the claim of their call if that carries a key.
 */
export abstract class Ask<Request, Answer> extends Command<Answer> implements Asked {
  readonly trail: Trail;
  readonly claim: Claim | null;

  constructor(
    readonly request: Request,
    readonly caller: Caller,
    trail?: Trail,
  ) {
    super();
    this.claim = trail ? null : claimInHand();
    this.trail = trail ?? freshTrail(this.claim?.commandId);
  }
}
