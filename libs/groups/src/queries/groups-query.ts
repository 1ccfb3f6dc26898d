import type { Reader } from '@app/http';
import type { Caller, Position, Refused } from '@app/kernel';
import { Query } from '@nestjs/cqrs';
import type { Refusal } from '../http/problems';

/** What a query gives, or the refusal. */
export type QueryResult<Found> = ({ readonly accepted: true } & Found) | Refused<Refusal>;

/** A query of the bus: who asks for what, and the position that the response must show at least. */
export abstract class GroupsQuery<Request, Found> extends Query<QueryResult<Found>> {
  readonly caller: Caller;
  readonly consistentWith: Position | null;

  constructor(
    readonly request: Request,
    { caller, consistentWith }: Pick<Reader, 'caller' | 'consistentWith'>,
  ) {
    super();
    this.caller = caller;
    this.consistentWith = consistentWith;
  }
}
