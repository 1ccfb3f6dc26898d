import { type Asked, havingWritten, itemTrail } from '@app/decider';
import { type Refused, refuse } from '@app/kernel';
import pMap from 'p-map';
import { problems, type Refusal } from '../problems';

/** What became of one item that did not succeed, as the API shows it. */
export type Failure = { readonly id: string; readonly code: string; readonly description: string };
type Result<Done> = ({ readonly accepted: true } & Done) | Refused<Refusal>;
export type BulkOutcome<Done> =
  { readonly accepted: true; readonly done: readonly Done[]; readonly failures: readonly Failure[] } | Refused<Refusal>;

const SIDE_BY_SIDE = 8;
const aboutTheCaller: ReadonlySet<Refusal> = new Set([
  'GROUP_NOT_FOUND',
  'PERMISSION_DENIED',
  'MEMBER_IDENTITY_REQUIRED',
  'SITE_MEMBER_UNKNOWN',
]);

/**
 * Decides each item on its own. Some succeed: those, and the failures of the others. None: the first failure is the
 * answer, with all of them in its data, unless it is the caller who may not, which fails the call as a whole.
 * The first item goes ahead alone, so that a caller without the right is refused once, not a hundred times.
 */
export async function inBulk<Done>(
  ids: readonly string[],
  { caller, trail, claim }: Asked,
  one: (id: string, asked: Asked) => Promise<Result<Done>>,
): Promise<BulkOutcome<Done>> {
  const decide = (id: string) => one(id, { caller, trail: itemTrail(trail, id), claim });
  const first = await decide(ids[0]!);
  const mayNot = !first.accepted && aboutTheCaller.has(first.refusal);
  if (mayNot && !claim?.isRepeat) return first; // a repeat may have done others while the caller still might
  const results = [first, ...(await havingWritten(pMap(ids.slice(1), decide, { concurrency: SIDE_BY_SIDE })))];
  const done = results.filter((result) => result.accepted);
  const failures = results.flatMap((result, n) => (result.accepted ? [] : [failure(ids[n]!, result.refusal)]));
  if (done.length > 0) return { accepted: true, done, failures };
  if (mayNot) return first;
  return refuse((results[0] as Refused<Refusal>).refusal, { failures });
}

/** The failures of a bulk call as part of its answer: absent when there are none. */
export const failuresOf = ({
  failures,
}: {
  readonly failures: readonly Failure[];
}): { failures?: readonly Failure[] } => (failures.length > 0 ? { failures } : {});

const failure = (id: string, code: Refusal): Failure => ({ id, code, description: problems[code][1] });
