import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import { type BuiltService, buildService } from '../support/built-service';
import { ServiceProcess } from '../support/service-process';
import { ROOT, SiteClient } from '../support/site-client';
import { OtherCalls } from './other-calls';

/** How big the work is; smaller for a quick run. */
const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 5000);
const MEMBERS = Number(process.env.BENCH_MEMBERS ?? 20_000);
/** How long others call after a group was deleted, in ms: nothing tells a caller when all its documents are removed. */
const AFTER_DELETION = 15_000;
const MOST_IN_ONE_CALL = 100;

jest.setTimeout(1_800_000);

/** What the work of one big change, which follows after its response, means to the calls of others: `npm run bench`. */
describe('follow-up work', () => {
  let built: BuiltService;
  let dataDir: string;
  let service: ServiceProcess;
  beforeAll(async () => {
    built = buildService();
    dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
    service = await ServiceProcess.started(built.main, dataDir);
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const siteOf = async (name: string): Promise<SiteClient> => {
    const client = new SiteClient(service.url, name);
    await client.expectOk(ROOT, 'PATCH', '/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } });
    return client;
  };
  const createGroup = async (client: SiteClient, privacyStatus: string): Promise<string> => {
    const { body } = await client.expectOk(ROOT, 'POST', '/v2/groups', { group: { name: 'Big', privacyStatus } });
    return `/v2/groups/${body.group.id as string}`;
  };
  const report = (title: string, lines: readonly string[]) =>
    process.stderr.write(`${[title, ...lines.map((line) => `  ${line}`)].join('\n')}\n`);

  it(`settles ${REQUESTS} pending requests when a group becomes public`, async () => {
    const big = await siteOf('requests');
    const path = await createGroup(big, 'PRIVATE');
    const people = Array.from({ length: REQUESTS }, (_, n) => `asking-${n}`);
    await pMap(people, (who) => big.expectOk(who, 'POST', `${path}/join-requests`, {}), { concurrency: 16 });
    const others = await OtherCalls.start(await siteOf('others-1'));
    await sleep(1000);

    const began = performance.now();
    const { tookMs } = await big.call(ROOT, 'PATCH', path, { group: { privacyStatus: 'PUBLIC' } });
    const pending = async () => (await big.call(ROOT, 'GET', path)).body.group?.pendingMembersCount as unknown;
    while ((await pending()) !== 0) await sleep(500);
    const took = performance.now() - began;
    report(`${REQUESTS} requests settled in ${Math.round(took)} ms; the response took ${Math.round(tookMs)} ms`, await others.stop()); // prettier-ignore
  });

  it(`removes the documents of a deleted group of ${MEMBERS}`, async () => {
    const big = await siteOf('members');
    const path = await createGroup(big, 'PRIVATE');
    const people = Array.from({ length: MEMBERS }, (_, n) => `member-${n}`);
    const calls = Array.from({ length: Math.ceil(MEMBERS / MOST_IN_ONE_CALL) }, (_, n) =>
      people.slice(n * MOST_IN_ONE_CALL, (n + 1) * MOST_IN_ONE_CALL),
    );
    const add = (memberIds: readonly string[]) => big.expectOk(ROOT, 'POST', `${path}/members`, { memberIds });
    await pMap(calls, add, { concurrency: 2 });
    await service.untilReady();
    const others = await OtherCalls.start(await siteOf('others-2'));
    await sleep(1000);

    const { tookMs } = await big.call(ROOT, 'DELETE', path);
    await sleep(AFTER_DELETION);
    report(`group of ${MEMBERS} deleted; the response took ${Math.round(tookMs)} ms`, await others.stop());
  });
});
