import type { Reader } from '@app/http';
import type { Caller, Position, Refused } from '@app/kernel';
import { Query } from '@nestjs/cqrs';
import type { Refusal } from '../http/problems';

/** What a query found, or the refusal. */
export type QueryResult<Result> = ({ readonly accepted: true } & Result) | Refused<Refusal>;

/** A query for the query bus. `consistentWith`: the position that the response must show at least; `null`: any. */
export abstract class GroupsQuery<Request, Result> extends Query<QueryResult<Result>> {
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
