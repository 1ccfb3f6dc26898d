import { randomUUID } from 'node:crypto';
import pMap from 'p-map';
import { ApiDocument } from '../support/api-document';
import type { HttpResponse } from '../support/call';
import { startService, type Service } from '../support/service';
import { make, mistake } from './making-calls';
import { Cast } from './scenes';
import { isHidden, type Kind, kinds, type Row, said, saidInGroup, tableOf } from './table';

const isLong = process.env.LONG !== undefined;
const AT_ONCE = 8;
const inGroups = tableOf('rights-in-a-group');
const onTheSite = tableOf('rights-on-the-site');
const policies = ['OWNER_AND_ADMINS', 'OWNER', 'ALL_MEMBERS'] as const;
const policyNames = ['allowedToApproveJoinRequests', 'allowedToAddMembers', 'allowedToInviteMembers'] as const;

type Setting = { readonly policy: (typeof policies)[number]; readonly showMemberList: boolean };
const settings: readonly Setting[] = policies.flatMap((policy) =>
  [true, false].map((showMemberList) => ({ policy, showMemberList })),
);
/** Does any line of the row depend on this setting? */
const dependsOn = (row: Row, condition: string): boolean => JSON.stringify(row).includes(`"${condition}"`);
/** In short, a row is tried under the settings that it speaks of; at length, under all. */
const isTried = (row: Row, { policy, showMemberList }: Setting): boolean =>
  isLong ||
  ((row.policy !== undefined || policy === 'OWNER_AND_ADMINS') && (dependsOn(row, 'LIST_HIDDEN') || showMemberList));

let service: Service;
let document: ApiDocument;
jest.setTimeout(600_000);
beforeAll(async () => {
  service = await startService({ stores: 'memory' });
  document = await ApiDocument.of(service);
});
afterAll(() => service?.stop());

/** The method and the path of a row, as they stand there. */
const routeOf = ({ call }: Row) => call.split(' ') as [string, string];

type Try = { readonly row: Row; readonly kind: Kind; readonly says: string };
const named = ({ row, kind }: Try, what: string) => `${row.do}, by ${kind}: ${what}`;

/** Makes each call and gives what went wrong. Whatever changes nothing shares one scene, in which no event may appear. */
async function tried(
  cast: Cast,
  tries: readonly Try[],
  scene: () => Promise<Readonly<Record<string, string>>>,
): Promise<string[]> {
  const isChange = ({ row, says }: Try) => row.writes === 'yes' && says === 'ok';
  const attempt = async (one: Try, parts: Readonly<Record<string, string>>): Promise<string[]> => {
    const caller = cast.as(one.kind);
    const mine = { me: caller.id || 'otto', ...(one.kind === 'app' && { me: 'olga' }), ...parts };
    const answer = await make(one.row, caller, mine);
    const wrong = mistake(one.row, one.says, answer);
    if (wrong !== null) return [named(one, `${wrong}, not ${one.says}`)];
    const undescribed = document.mistakeInResponse(document.at(...routeOf(one.row)), answer.status, answer.body);
    if (undescribed !== null) return [named(one, `not as documented: ${undescribed}`)];
    return isHidden(one.says) ? hiddenAsMissing(one, answer, mine) : [];
  };
  const hiddenAsMissing = async (one: Try, hidden: HttpResponse, parts: Readonly<Record<string, string>>) => {
    const nowhere = { ...parts, groupId: randomUUID(), slug: 'xY12zZ34' };
    const missing = await make(one.row, cast.as(one.kind), nowhere);
    const isSame = hidden.text === missing.text && headersOf(hidden) === headersOf(missing);
    return isSame ? [] : [named(one, `hidden is not as missing: ${hidden.text} and ${missing.text}`)];
  };
  const shared = await scene();
  const before = await service.events.lastPosition();
  const still = tries.filter((one) => !isChange(one));
  const problems = (await pMap(still, (one) => attempt(one, shared), { concurrency: AT_ONCE })).flat();
  if ((await service.events.lastPosition()) !== before)
    problems.push('a call that is refused or only reads wrote an event');
  const changes = await pMap(tries.filter(isChange), async (one) => attempt(one, await scene()), {
    concurrency: AT_ONCE,
  });
  return [...problems, ...changes.flat()];
}

/** Everything but what differs from answer to answer. */
const headersOf = ({ headers }: HttpResponse): string =>
  JSON.stringify([...headers].filter(([name]) => !['date', 'x-wix-request-id', 'x-wix-consistent'].includes(name)));

describe.each(['PUBLIC', 'PRIVATE', 'SECRET'])('in a %s group', (privacy) => {
  it.each(settings)('where $policy decide, and the member list is shown: $showMemberList', async (setting) => {
    const { policy, showMemberList } = setting;
    const cast = await Cast.of(service);
    const conditions = new Set([privacy, policy, ...(showMemberList ? [] : ['LIST_HIDDEN'])]);
    const tries = inGroups
      .filter((row) => isTried(row, setting))
      .flatMap((row) => kinds.map((kind) => ({ row, kind, says: saidInGroup(row, kind, conditions) })));
    const given = { showMemberList, ...Object.fromEntries(policyNames.map((name) => [name, policy])) };
    expect(await tried(cast, tries, () => cast.group(privacy, given))).toEqual([]);
  });
});

describe.each(['MEMBERS_WITH_APPROVAL', 'ALL_MEMBERS', 'ADMINS_ONLY'])('on a site where %s create groups', (policy) => {
  const cells = onTheSite.flatMap((row) =>
    kinds.map((kind) => ({ row, kind, says: said(row, kind, new Set([policy])) })),
  );
  const settles = ({ row, kind, says }: Try) => row.writes === 'yes' && says === 'ok' && !!kind;

  it('refuses and shows', async () => {
    const cast = await Cast.of(service);
    const scene = async () => {
      const asked = await cast.asked();
      await cast.people.siteAdmin.patch('/v2/settings', { settings: { creationPolicy: policy } }).expect(200);
      return asked;
    };
    expect(
      await tried(
        cast,
        cells.filter((cell) => !settles(cell)),
        scene,
      ),
    ).toEqual([]);
  });

  it('lets people do what they may', async () => {
    const allowed = cells.filter(settles);
    const problems = await pMap(
      allowed,
      async (cell) => {
        const cast = await Cast.of(service); // what is changed here is the site itself
        const asked = await cast.asked();
        await cast.people.siteAdmin.patch('/v2/settings', { settings: { creationPolicy: policy } }).expect(200);
        return tried(cast, [cell], () => Promise.resolve(asked));
      },
      { concurrency: AT_ONCE },
    );
    expect(problems.flat()).toEqual([]);
  });
});

it('has a line for every route of the API', async () => {
  const response = await fetch(`${service.url}/openapi.json`);
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, unknown>> };
  const shape = (path: string) => path.replace(/\{\w+\}/g, '{}');
  const tabled = new Set(
    [...inGroups, ...onTheSite].map(({ call }) => shape(call).replace(/\/(otis|nobody)(?=\/|$)/, '/{}')),
  );
  const routes = Object.entries(paths)
    .filter(([path]) => path.startsWith('/v2/'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => shape(`${method.toUpperCase()} ${path}`)));
  expect(routes.filter((route) => !tabled.has(route))).toEqual([]);
  expect([...tabled].filter((route) => !routes.includes(route))).toEqual([]);
});

it('is of more than ten thousand cells at length', () => {
  const cells = kinds.length * (inGroups.length * 3 * settings.length + onTheSite.length * 3);
  expect(cells).toBeGreaterThan(10_000);
});
