import type { HttpResponse } from '../support/call';
import { LatestConsistencyToken } from '../support/consistency-token';
import { HeldReadStore } from '../support/held-read-store';
import { eventually, stories } from '../support/stories';

const { people, service, writesNothing } = stories();
const ROUNDS = process.env.LONG === undefined ? 20 : 200;

/** How long a read waits for its views, in milliseconds; a little less, as timers may come early. */
const READ_WAITS_MS = 1900;
const tokenIn = ({ headers }: HttpResponse) => headers.get('x-wix-consistent');

it('every write gives a consistency token, also one that writes no event; reads give none', async () => {
  const { olga, ravi, siteAdmin } = await people('olga', 'ravi');
  const tokens: (string | null)[] = [];
  const write = async (response: PromiseLike<HttpResponse>) => {
    const { status, headers } = await response;
    expect(status).toBe(200);
    tokens.push(headers.get('x-wix-consistent'));
  };
  const group = { name: 'Yoga', privacyStatus: 'PRIVATE' };
  const requested = (await olga.post('/v2/groups', { group })).body.group.id as string;
  await write(olga.post(`/v2/group-requests/${requested}/cancel`));
  const id = await olga.createsGroup(group);
  const at = `/v2/groups/${id}`;
  const onlyRavi = { memberIds: ['ravi'] };
  const admin = { ...onlyRavi, role: { value: 'ADMIN' } };
  await write(siteAdmin.patch('/v2/settings', { settings: {} }));
  await write(ravi.put('/v2/site-members/me', { siteMember: { profile: 'PUBLIC' } }));
  await write(ravi.put('/v2/site-members/me', { siteMember: { profile: 'PUBLIC' } }));
  await write(olga.patch(at, { group: { teaser: 'Come' } }));
  await write(olga.patch(at, { group: {} }));
  await write(ravi.post(`${at}/join-requests`));
  await write(ravi.post(`${at}/join-requests/cancel`));
  await write(ravi.post(`${at}/join-requests`));
  await write(olga.post(`${at}/join-requests/reject`, { rejections: [{ memberId: 'ravi' }] }));
  await write(ravi.post(`${at}/join-requests`));
  await write(olga.post(`${at}/join-requests/approve`, onlyRavi));
  await write(ravi.post(`${at}/join`));
  await write(olga.post(`${at}/roles/assign`, admin));
  await write(olga.post(`${at}/roles/assign`, admin));
  await write(olga.post(`${at}/roles/unassign`, admin));
  await write(ravi.post(`${at}/leave`));
  await write(olga.post(`${at}/members`, onlyRavi));
  await write(olga.delete(`${at}/members?memberIds=ravi`));
  for (const path of [
    at,
    '/v2/groups',
    `${at}/members`,
    `${at}/join-requests`,
    '/v2/members/me/memberships',
    '/v2/settings',
  ])
    expect(tokenIn(await olga.get(path))).toBeNull();
  await write(olga.delete(at));
  for (const token of tokens) expect(token).toMatch(/^[\x21-\x7e]{1,256}$/);
});

it('a refused write gives no token', async () => {
  const { olga } = await people('olga');
  const id = await olga.createsGroup();
  expect(tokenIn(await olga.post(`/v2/groups/${id}/leave`))).toBeNull();
  expect(tokenIn(await olga.patch(`/v2/groups/${id}`, { group: 7 }))).toBeNull();
});

it('a read with the token shows the write, many times in a row', async () => {
  const { olga, ravi } = await people('olga', 'ravi');
  const id = await olga.createsGroup();
  for (let n = 0; n < ROUNDS; n++) {
    const name = `Yoga ${n}`;
    await olga.changes(id, { name });
    await ravi.get(`/v2/groups/${id}`).expect(200, { group: { name, slug: `yoga-${n}` } });
    await ravi.joins(id);
    await olga.get(`/v2/groups/${id}/members`).expect(200, { metadata: { total: 2 } });
    await ravi.leaves(id);
    await ravi.get('/v2/members/me/memberships').expect(200, { metadata: { total: 0 } });
  }
});

it('a response never has an older token than its request', async () => {
  const { olga } = await people('olga');
  await olga.shows('PUBLIC');
  const id = await olga.createsGroup();
  const newest = tokenIn(await olga.patch(`/v2/groups/${id}`, { group: { teaser: 'Come' } }))!;
  const unchanged = { siteMember: { profile: 'PUBLIC' } };
  const response = await writesNothing(() =>
    olga.with({ 'x-wix-consistent': newest }).put('/v2/site-members/me', unchanged),
  );
  expect(tokenIn(response)).toBe(newest);
});

describe('while views are behind', () => {
  const views = new HeldReadStore();
  const behind = stories({ views });
  afterEach(() => views.release());

  it('a read with a token waits for the views, and a read without one does not', async () => {
    const { olga, ravi } = await behind.people('olga', 'ravi');
    const id = await olga.createsGroup();
    const stranger = olga.withConsistency(new LatestConsistencyToken());
    await stranger.get(`/v2/groups/${id}/members`).expect(200, { metadata: { total: 1 } });
    views.hold();
    await ravi.joins(id);
    await stranger.get(`/v2/groups/${id}/members`).expect(200, { metadata: { total: 1 } });
    const newState = { [`/v2/groups/${id}/members`]: 2, '/v2/members/me/memberships': 1 };
    const read = async (path: string) => {
      const started = performance.now();
      return { path, response: await ravi.get(path), took: performance.now() - started };
    };
    const reads = Promise.all(Object.keys(newState).map(read));
    await stranger.get(`/v2/groups/${id}/members`).expect(200, { metadata: { total: 1 } }); // sent behind those reads
    views.release();
    for (const { path, response, took } of await reads) {
      const { status, body } = response;
      // Only a machine that stood still for two seconds makes it give up. It never shows the older state.
      if (status === 503) expect([body.message, took > READ_WAITS_MS]).toEqual(['READ_MODEL_BEHIND', true]);
      else expect([path, status, body.metadata?.total]).toEqual([path, 200, newState[path]]);
    }
    for (const [path, total] of Object.entries(newState))
      await eventually(() => ravi.get(path).expect(200, { metadata: { total } }));
  });

  it('a read whose views do not catch up is refused with Retry-After, and never shows an older state', async () => {
    const { olga, ravi } = await behind.people('olga', 'ravi');
    const id = await olga.createsGroup();
    views.hold();
    await ravi.joins(id);
    const paths = [`/v2/groups/${id}`, '/v2/groups', `/v2/groups/${id}/members`, '/v2/members/me/memberships'];
    for (const { status, body, headers } of await Promise.all(paths.map((path) => ravi.withoutRetries().get(path)))) {
      expect([status, body.message]).toEqual([503, 'READ_MODEL_BEHIND']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it('a write with a token does not wait for the views', async () => {
    const { olga, ravi } = await behind.people('olga', 'ravi');
    const id = await olga.createsGroup();
    views.hold();
    await ravi.joins(id);
    await ravi.leaves(id); // would be refused as READ_MODEL_BEHIND if it waited
  });
});

it('a token may be absent, or come from another caller', async () => {
  const { olga, ravi } = await people('olga', 'ravi');
  const latest = new LatestConsistencyToken();
  const writer = olga.withConsistency(latest);
  const id = await olga.createsGroup();
  await writer.changes(id, { name: 'Flow' });
  expect(latest.token).not.toBeNull();
  await ravi
    .withConsistency(latest)
    .get(`/v2/groups/${id}`)
    .expect(200, { group: { name: 'Flow' } });
  await ravi.withConsistency(new LatestConsistencyToken()).get('/v2/groups').expect(200);
});

it('a forged or unreadable token is refused, on writes too', async () => {
  const { olga } = await people('olga');
  const id = await olga.createsGroup();
  const good = tokenIn(await olga.patch(`/v2/groups/${id}`, { group: { teaser: 'Come' } }))!;
  const flipped = (at: number) => good.slice(0, at) + (good[at] === 'A' ? 'B' : 'A') + good.slice(at + 1);
  await writesNothing(async () => {
    for (const token of [
      'x',
      'null',
      '0',
      good.slice(1),
      `${good}A`,
      flipped(16),
      flipped(20),
      flipped(40),
      'A'.repeat(257),
    ]) {
      const forger = olga.with({ 'x-wix-consistent': token });
      await forger.get(`/v2/groups/${id}`).expect(400, 'x-wix-consistent');
      await forger.patch(`/v2/groups/${id}`, { group: { teaser: 'Go' } }).expect(400, 'x-wix-consistent');
    }
  });
});

describe('a token of another event store', () => {
  const other = stories();
  it('is ignored', async () => {
    const { olga } = await people('olga');
    const elsewhere = await other.people('olga');
    const id = await olga.createsGroup();
    for (let n = 0; n < 3; n++) await elsewhere.olga.createsGroup();
    const foreign = tokenIn(await elsewhere.olga.put('/v2/site-members/me', { siteMember: { profile: 'PUBLIC' } }))!;
    await olga.with({ 'x-wix-consistent': foreign }).get(`/v2/groups/${id}`).expect(200);
    const written = olga.with({ 'x-wix-consistent': foreign }).patch(`/v2/groups/${id}`, { group: { teaser: 'x' } });
    expect(tokenIn(await written)).not.toBe(foreign);
    expect(other.service().url).not.toBe(service().url);
  });
});
