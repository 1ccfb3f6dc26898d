import type { Caller, Position, Refused } from '@app/kernel';
import { Query } from '@nestjs/cqrs';
import type { Refusal } from '../http/problems';

/** What came of looking: something, or why not. */
export type QueryResult<Found> = ({ readonly accepted: true } & Found) | Refused<Refusal>;

/** What somebody wants to see, and the state that it has to show at least: a typed query of the bus. */
export abstract class GroupsQuery<Request, Found> extends Query<QueryResult<Found>> {
  constructor(
    readonly request: Request,
    readonly caller: Caller,
    readonly since: Position | null,
  ) {
    super();
  }
}
