import { type Asked, freshTrail, type Trail } from '@app/decider';
import type { Caller } from '@app/kernel';
import { Command } from '@nestjs/cqrs';

/** What was asked, by whom, and where it comes from: a typed command of the bus. */
export abstract class Ask<Request, Answer> extends Command<Answer> implements Asked {
  constructor(
    readonly request: Request,
    readonly caller: Caller,
    readonly trail: Trail = freshTrail(),
  ) {
    super();
  }
}
