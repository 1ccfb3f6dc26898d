import { afterWrite, type CommandContext, itemMetadata } from '@app/decider';
import { type Refused, refuse } from '@app/kernel';
import type { ICommandHandler } from '@nestjs/cqrs';
import pMap from 'p-map';
import type { GroupId, MemberId } from '../domain/ids';
import { problems, type Refusal } from '../http/problems';
import { type Decide, DecisionHandler, GroupsCommand, type RequestOf, type ResultOf } from './groups-command';

/** One item that was refused, as the API shows it. */
export type Failure = { readonly id: string; readonly code: string; readonly description: string };
/** The items that were accepted, with the request of each, and the failures of the others; or the refusal of them all. */
export type BulkResult<Done> =
  { readonly accepted: true; readonly done: readonly Done[]; readonly failures: readonly Failure[] } | Refused<Refusal>;

/** What an item of a bulk command is about: the person, or the group where no person is named. */
type Item = { readonly groupId: GroupId; readonly memberId?: MemberId };
type Accepted<Result> = Extract<Result, { readonly accepted: true }>;
type DoneOf<D extends Decide, Request> = Accepted<ResultOf<D>> & { readonly request: Request };

/** A command about several things, each of which `D` decides on its own. The request is the list of items. */
export abstract class BulkCommand<D extends Decide, Request = RequestOf<D>> extends GroupsCommand<
  D,
  readonly Request[],
  BulkResult<DoneOf<D, Request>>
> {}

/** The handler of a bulk command: the same as of a single one, for each item. */
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
const aboutTheCaller: ReadonlySet<Refusal> = new Set([
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'MEMBER_IDENTITY_REQUIRED',
  'SITE_MEMBER_UNKNOWN',
]);

/**
 * Decides each item on its own. Some are accepted: gives those, and the failures of the others. None: the first failure
 * is the refusal, with all of them in its data, unless it is the caller who may not, which refuses the call as a whole.
 * The first item goes ahead alone, so that a caller without the right is refused once, not a hundred times.
 */
export async function inBulk<Done extends { readonly accepted: true }>(
  ids: readonly string[],
  { caller, metadata, claim }: CommandContext,
  one: (id: string, context: CommandContext) => Promise<Done | Refused<Refusal>>,
): Promise<BulkResult<Done>> {
  const decide = (id: string) => one(id, { caller, metadata: itemMetadata(metadata, id), claim });
  const first = await decide(ids[0]!);
  const mayNot = !first.accepted && aboutTheCaller.has(first.refusal);
  if (mayNot && !claim?.isRepeat) return first; // a repeat may have done others while the caller still might
  const results = [first, ...(await afterWrite(pMap(ids.slice(1), decide, { concurrency: CONCURRENCY })))];
  const done = results.filter((result) => result.accepted);
  const failures = results.flatMap((result, n) => (result.accepted ? [] : [failure(ids[n]!, result.refusal)]));
  if (done.length > 0) return { accepted: true, done, failures };
  if (mayNot) return first;
  return refuse((results[0] as Refused<Refusal>).refusal, { failures });
}

/** The failures of a bulk call as part of its response: absent when there are none. */
export const failuresOf = ({
  failures,
}: {
  readonly failures: readonly Failure[];
}): { failures?: readonly Failure[] } => (failures.length > 0 ? { failures } : {});

const failure = (id: string, code: Refusal): Failure => ({ id, code, description: problems[code][1] });
