import { afterWrite, type CommandContext, itemMetadata } from '@app/decider';
import { refuse, type Refused } from '@app/kernel';
import type { ICommandHandler } from '@nestjs/cqrs';
import pMap from 'p-map';
import type { GroupId, MemberId } from '../domain/ids';
import { problems, type Refusal } from '../http/problems';
import { type Decide, DecisionHandler, GroupsCommand, type RequestOf, type ResultOf } from './groups-command';

/** An item that was refused, as the API shows it. */
export type Failure = { readonly id: string; readonly code: string; readonly description: string };
/** The accepted items, each with its request, and the failures of the others; or one refusal of all items. */
export type BulkResult<Done> =
  { readonly accepted: true; readonly done: readonly Done[]; readonly failures: readonly Failure[] } | Refused<Refusal>;

/** The key of an item: the person, or the group if the item has no person. */
type Item = { readonly groupId: GroupId; readonly memberId?: MemberId };
type Accepted<Result> = Extract<Result, { readonly accepted: true }>;
type DoneOf<D extends Decide, Request> = Accepted<ResultOf<D>> & { readonly request: Request };

/** A command for several items. `D` decides each on its own. The request is the list of items. */
export abstract class BulkCommand<D extends Decide, Request = RequestOf<D>> extends GroupsCommand<
  D,
  readonly Request[],
  BulkResult<DoneOf<D, Request>>
> {}

/** Handles a bulk command: runs the decision for each item. */
export abstract class BulkCommandHandler<D extends Decide, Request extends Item = RequestOf<D>>
  extends DecisionHandler<D, Request>
  implements ICommandHandler<BulkCommand<D, Request>>
{
  execute(command: BulkCommand<D, Request>): Promise<BulkResult<DoneOf<D, Request>>> {
    return this.runAll(command, (request, context) => this.run(request, context));
  }

  protected runAll(
    command: BulkCommand<D, Request>,
    run: (request: Request, context: CommandContext) => Promise<ResultOf<D>>,
  ): Promise<BulkResult<DoneOf<D, Request>>> {
    const byId = new Map(command.request.map((request) => [request.memberId ?? request.groupId, request]));
    return inBulk([...byId.keys()], command, async (id, context) => {
      const request = byId.get(id)!;
      const result = await run(request, context);
      return result.accepted ? { ...result, request } : result;
    });
  }
}

const CONCURRENCY = 8;
/** The refusals that are about the caller, not about the item. */
const callerRefusals: ReadonlySet<Refusal> = new Set([
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'MEMBER_IDENTITY_REQUIRED',
  'SITE_MEMBER_UNKNOWN',
]);

/**
 * Decides each item on its own. If any is accepted, the result has those and the failures of the others. If none is, the
 * result is the first refusal, with all failures in its data; or without them, if it is about the caller.
 * The first item is decided alone, so that a caller without the right is refused once, not for each item.
 */
export async function inBulk<Done extends { readonly accepted: true }>(
  ids: readonly string[],
  { caller, metadata, claim }: CommandContext,
  decideItem: (id: string, context: CommandContext) => Promise<Done | Refused<Refusal>>,
): Promise<BulkResult<Done>> {
  const decide = (id: string) => decideItem(id, { caller, metadata: itemMetadata(metadata, id), claim });
  const first = await decide(ids[0]!);
  const callerIsRefused = !first.accepted && callerRefusals.has(first.refusal);
  if (callerIsRefused && !claim?.isRepeat) return first; // the first attempt may have accepted other items, when the caller still had the right
  const results = [first, ...(await afterWrite(pMap(ids.slice(1), decide, { concurrency: CONCURRENCY })))];
  const done = results.filter((result) => result.accepted);
  const failures = results.flatMap((result, n) => (result.accepted ? [] : [failure(ids[n]!, result.refusal)]));
  if (done.length > 0) return { accepted: true, done, failures };
  if (callerIsRefused) return first;
  return refuse((results[0] as Refused<Refusal>).refusal, { failures });
}

/** The failures as a field of the response; absent when there are none. */
export const failuresOf = ({
  failures,
}: {
  readonly failures: readonly Failure[];
}): { failures?: readonly Failure[] } => (failures.length > 0 ? { failures } : {});

const failure = (id: string, code: Refusal): Failure => ({ id, code, description: problems[code][1] });
