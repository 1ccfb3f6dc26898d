import { InMemoryReadStore } from '@app/read-store';
import type { HttpResponse } from '../support/call';
import { LatestConsistencyToken } from '../support/consistency-token';
import { stories } from '../support/stories';

const { people, service, writesNothing } = stories();

/** A store whose documents can be kept from changing for a while. */
class HeldReadStore extends InMemoryReadStore {
  private held: Promise<void> | undefined;
  private letGo = () => {};

  hold(): void {
    this.held = new Promise((resolve) => (this.letGo = resolve));
  }
  release(): void {
    this.held = undefined;
    this.letGo();
  }
  override async write(...written: Parameters<InMemoryReadStore['write']>): ReturnType<InMemoryReadStore['write']> {
    await this.held;
    return super.write(...written);
  }
}
const tokenIn = ({ headers }: HttpResponse) => headers.get('x-wix-consistent');

it('every write answers a token, also one that writes no event, and no read does', async () => {
  const { olga, ravi, siteAdmin } = await people('olga', 'ravi');
  const tokens: (string | null)[] = [];
  const write = async (answer: PromiseLike<HttpResponse>) => {
    const { status, headers } = await answer;
    expect(status).toBe(200);
    tokens.push(headers.get('x-wix-consistent'));
  };
  const group = { name: 'Yoga', privacyStatus: 'PRIVATE' };
  const asked = (await olga.post('/v2/groups', { group })).body.group.id as string;
  await write(olga.post(`/v2/group-requests/${asked}/cancel`));
  const id = await olga.createsGroup(group);
  const at = `/v2/groups/${id}`;
  const him = { memberIds: ['ravi'] };
  const admin = { ...him, role: { value: 'ADMIN' } };
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
  await write(olga.post(`${at}/join-requests/approve`, him));
  await write(ravi.post(`${at}/join`));
  await write(olga.post(`${at}/roles/assign`, admin));
  await write(olga.post(`${at}/roles/assign`, admin));
  await write(olga.post(`${at}/roles/unassign`, admin));
  await write(ravi.post(`${at}/leave`));
  await write(olga.post(`${at}/members`, him));
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

it('a refusal answers none', async () => {
  const { olga } = await people('olga');
  const id = await olga.createsGroup();
  expect(tokenIn(await olga.post(`/v2/groups/${id}/leave`))).toBeNull();
  expect(tokenIn(await olga.patch(`/v2/groups/${id}`, { group: 7 }))).toBeNull();
});

it('a read that carries it shows what was written, many times in a row', async () => {
  const { olga, ravi } = await people('olga', 'ravi');
  const id = await olga.createsGroup();
  for (let n = 0; n < 50; n++) {
    const name = `Yoga ${n}`;
    await olga.changes(id, { name });
    await ravi.get(`/v2/groups/${id}`).expect(200, { group: { name, slug: `yoga-${n}` } });
    await ravi.joins(id);
    await olga.get(`/v2/groups/${id}/members`).expect(200, { metadata: { total: 2 } });
    await ravi.leaves(id);
    await ravi.get('/v2/members/me/memberships').expect(200, { metadata: { total: 0 } });
  }
});

it('no answer carries an older one than its request, whatever it wrote', async () => {
  const { olga } = await people('olga');
  await olga.shows('PUBLIC');
  const id = await olga.createsGroup();
  const newest = tokenIn(await olga.patch(`/v2/groups/${id}`, { group: { teaser: 'Come' } }))!;
  const unchanged = { siteMember: { profile: 'PUBLIC' } };
  const answered = await writesNothing(() =>
    olga.with({ 'x-wix-consistent': newest }).put('/v2/site-members/me', unchanged),
  );
  expect(tokenIn(answered)).toBe(newest);
});

describe('while views are behind', () => {
  const views = new HeldReadStore();
  const behind = stories({ views });
  afterEach(() => views.release());

  it('a read waits for the state that its caller has seen, and no other read does', async () => {
    const { olga, ravi } = await behind.people('olga', 'ravi');
    const id = await olga.createsGroup();
    const stranger = olga.withConsistency(new LatestConsistencyToken());
    await stranger.get(`/v2/groups/${id}/members`).expect(200, { metadata: { total: 1 } });
    views.hold();
    await ravi.joins(id);
    await stranger.get(`/v2/groups/${id}/members`).expect(200, { metadata: { total: 1 } });
    const reads = [`/v2/groups/${id}/members`, '/v2/members/me/memberships'].map((path) => ravi.get(path));
    const first = await Promise.race([...reads, new Promise((later) => setTimeout(later, 100, 'still waiting'))]);
    expect(first).toBe('still waiting');
    views.release();
    await reads[0]!.expect(200, { metadata: { total: 2 } });
    await reads[1]!.expect(200, { memberships: [{ groupId: id, status: 'JOINED' }] });
  });

  it('a read that waits in vain is told to come again, and is never shown what was', async () => {
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

  it('a write that carries it does not wait', async () => {
    const { olga, ravi } = await behind.people('olga', 'ravi');
    const id = await olga.createsGroup();
    views.hold();
    await ravi.joins(id);
    const began = Date.now();
    await ravi.leaves(id);
    expect(Date.now() - began).toBeLessThan(1500);
  });
});

it('one who has seen nothing, and one handed what another has seen', async () => {
  const { olga, ravi } = await people('olga', 'ravi');
  const jar = new LatestConsistencyToken();
  const writer = olga.withConsistency(jar);
  const id = await olga.createsGroup();
  await writer.changes(id, { name: 'Flow' });
  expect(jar.token).not.toBeNull();
  await ravi
    .withConsistency(jar)
    .get(`/v2/groups/${id}`)
    .expect(200, { group: { name: 'Flow' } });
  await ravi.withConsistency(new LatestConsistencyToken()).get('/v2/groups').expect(200);
});

it('a forged or unreadable one is refused, on writes too', async () => {
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

describe('another store’s token', () => {
  const other = stories();
  it('is as none', async () => {
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
