import { type KindOfWrite, kindsOfWrite, prepareWrite, sendKeyed } from '../support/keyed-writes';
import { eventually, stories } from '../support/stories';

const { people, service, writesNothing } = stories();
const key = (name: string) => ({ 'idempotency-key': name });

describe('a write repeated with its idempotency key', () => {
  it.each(kindsOfWrite)('gives the first response and writes nothing: %s', async (kind: KindOfWrite) => {
    const write = await prepareWrite(service(), kind);
    const first = await sendKeyed(write, 'once');
    expect([first.status, first.body]).toEqual([200, first.body]);
    const repeats = await writesNothing(async () => [await sendKeyed(write, 'once'), await sendKeyed(write, 'once')]);
    for (const { status, text, headers } of repeats) {
      expect([status, text]).toEqual([200, first.text]);
      expect(headers.get('etag')).toBe(first.headers.get('etag'));
      expect(headers.get('x-wix-consistent')).toBe(first.headers.get('x-wix-consistent'));
    }
  });

  it('gives the first response even if the state has changed since', async () => {
    const { olga, ravi, siteAdmin } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    const join = () => ravi.with(key('j')).post(`/v2/groups/${id}/join`).expect(200);
    const joined = await join();
    await ravi.leaves(id);
    await siteAdmin.put('/v2/site-members/ravi', { siteMember: { profile: 'PRIVATE' } }).expect(200);
    expect(await join()).toEqual(joined);
    await olga.get(`/v2/groups/${id}/members`).expect(200, { metadata: { total: 1 } });
  });

  it('gives a consistency token not older than the one sent', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    const change = () => olga.with(key('c')).patch(`/v2/groups/${id}`, { group: { teaser: 'Come' } });
    const first = (await change()).headers.get('x-wix-consistent');
    await olga.changes(id, { teaser: 'Go' });
    const again = (await change()).headers.get('x-wix-consistent');
    expect(again).not.toBe(first);
    await olga.get(`/v2/groups/${id}`).expect(200, { group: { teaser: 'Go' } });
  });

  it('is recognized under every path prefix and with its fields in any order', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    const [at, body] = [`groups/${id}`, { group: { name: 'Chess', teaser: 'Come' } }];
    const first = await olga.with(key('p')).patch(`/v2/${at}`, body).expect(200);
    const other = { group: { teaser: 'Come', name: 'Chess' } };
    expect(await olga.with(key('p')).patch(`/_api/social-groups-proxy/groups/v2/${at}`, other).expect(200)).toEqual(
      first,
    );
  });
});

describe('an idempotency key', () => {
  it('is refused for a different call, and still good for its own', async () => {
    const { olga } = await people('olga');
    const [yoga, chess] = [await olga.createsGroup(), await olga.createsGroup()];
    const keyed = olga.with(key('k'));
    await keyed.patch(`/v2/groups/${yoga}`, { group: { teaser: 'Come' } }).expect(200);
    await writesNothing(async () => {
      await keyed.patch(`/v2/groups/${yoga}`, { group: { teaser: 'Go' } }).expect(409, 'IDEMPOTENCY_KEY_REUSED');
      await keyed.patch(`/v2/groups/${chess}`, { group: { teaser: 'Come' } }).expect(409, 'IDEMPOTENCY_KEY_REUSED');
      await keyed.delete(`/v2/groups/${yoga}`).expect(409, 'IDEMPOTENCY_KEY_REUSED');
      await keyed.delete(`/v2/groups/${chess}/members?memberIds=olga`).expect(409, 'IDEMPOTENCY_KEY_REUSED');
      await keyed.patch(`/v2/groups/${yoga}`, { group: { teaser: 'Come' } }).expect(200);
    });
  });

  it('is separate for each site, kind of caller and caller', async () => {
    const one = await people('olga', 'ravi', 'billing');
    const other = await people('olga');
    const ids = new Set<string>();
    for (const who of [one.olga, one.ravi, one.billing, one.app, other.olga]) {
      const body = { group: { name: 'Yoga' }, ...(who === one.app && { creatorId: 'olga' }) };
      ids.add((await who.with(key('same')).post('/v2/groups', body).expect(200)).group.id as string);
    }
    expect(ids.size).toBe(5);
  });

  it.each([
    ['nothing', ' '],
    ['more than 128 characters', 'x'.repeat(129)],
    ['letters beyond ASCII', 'sch\u00f6n'],
    ['a tab', 'a\tb'],
  ])('of %s is refused before anything is done', async (_, bad) => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    await writesNothing(() => ravi.with(key(bad)).post(`/v2/groups/${id}/join`).expect(400, 'idempotency-key'));
  });

  it('may have 128 characters, spaces and punctuation', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    for (const good of ['x'.repeat(128), '"a" ~!,;= b']) {
      const change = () =>
        olga
          .with(key(good))
          .patch(`/v2/groups/${id}`, { group: { teaser: good.slice(0, 9) } })
          .expect(200);
      expect(await change()).toEqual(await change());
    }
  });

  it('is ignored by reads', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    for (const any of ['k', 'x'.repeat(500)]) {
      await olga.with(key(any)).get(`/v2/groups/${id}`).expect(200);
      await olga.with(key(any)).post('/v2/groups/query', { query: {} }).expect(200);
    }
  });
});

describe('a refused write', () => {
  it('is not remembered, and writes nothing', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    const join = () => ravi.with(key('j')).post(`/v2/groups/${id}/join`);
    await writesNothing(() => join().expect(403, 'JOIN_BY_REQUEST_ONLY'));
    await olga.changes(id, { privacyStatus: 'PUBLIC' });
    const joined = await join().expect(200);
    expect(await writesNothing(() => join().expect(200))).toEqual(joined);
  });

  it('leaves its key free for another call', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    const keyed = ravi.with(key('k'));
    await keyed.post(`/v2/groups/${id}/leave`).expect(404, 'NOT_A_MEMBER');
    await keyed.patch(`/v2/groups/${id}`, { group: { name: 7 } }).expect(400, 'group.name');
    await keyed.post(`/v2/groups/${id}/join`).expect(200);
  });
});

describe('a repeated write is checked in this order:', () => {
  it('first the shape of the request', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    const keyed = olga.with(key('k'));
    await keyed.patch(`/v2/groups/${id}`, { group: { teaser: 'Come' } }).expect(200);
    await keyed.patch(`/v2/groups/${id}`, { group: { teaser: 7 } }).expect(400, 'group.teaser');
    await keyed
      .patch(`/v2/groups/${id}`, { group: { id: '2f1c1d2e-6a77-4b62-8a5d-0c1fbc0d7f11' } })
      .expect(400, 'group.id');
  });

  it('then whether the caller can see the group', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    await ravi.joins(id);
    await olga.makesAdmin(id, ravi);
    const change = (teaser: string) => ravi.with(key('k')).patch(`/v2/groups/${id}`, { group: { teaser } });
    const changed = await change('Come').expect(200);
    await olga.changes(id, { privacyStatus: 'SECRET' });
    expect(await change('Come').expect(200)).toEqual(changed);
    await olga.removes(id, ravi);
    const missing = await ravi.patch('/v2/groups/2f1c1d2e-6a77-4b62-8a5d-0c1fbc0d7f11', { group: {} });
    for (const teaser of ['Come', 'Go']) {
      const hidden = await change(teaser);
      expect([hidden.status, hidden.text]).toEqual([404, missing.text]);
      expect(hidden.headers.get('etag')).toBeNull();
    }
  });

  it('then whether it repeats the first one, before the right to it', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    await ravi.joins(id);
    await olga.makesAdmin(id, ravi);
    const change = (teaser: string) => ravi.with(key('k')).patch(`/v2/groups/${id}`, { group: { teaser } });
    const changed = await change('Come').expect(200);
    await olga.removes(id, ravi);
    expect(await change('Come').expect(200)).toEqual(changed);
    await change('Go').expect(409, 'IDEMPOTENCY_KEY_REUSED');
    await ravi.patch(`/v2/groups/${id}`, { group: { teaser: 'Come' } }).expect(403, 'PERMISSION_DENIED');
  });

  it('so a deleted group is not found, not even by the caller who deleted it', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    const remove = () => olga.with(key('d')).delete(`/v2/groups/${id}`);
    await remove().expect(200);
    // Meanwhile policies end what is left in the group.
    await eventually(() => writesNothing(() => remove().expect(404, 'GROUP_NOT_FOUND')));
  });

  it('and If-Match only if the write is not a repeat', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    const tag = (await olga.get(`/v2/groups/${id}`)).headers.get('etag');
    const keyed = olga.with({ ...key('k'), ...(tag && { 'if-match': tag }) });
    const change = () => keyed.patch(`/v2/groups/${id}`, { group: { teaser: 'Come' } }).expect(200);
    expect(await change()).toEqual(await change());
  });
});

it('of twenty concurrent writes with one key one takes effect, and all get its response', async () => {
  for (const kind of ['joins', 'creates a group', 'adds people', 'renames a group', 'changes nothing'] as const) {
    const write = await prepareWrite(service(), kind);
    const responses = await Promise.all(Array.from({ length: 20 }, () => sendKeyed(write, 'at once')));
    expect(new Set(responses.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(responses[0]!.status).toBe(200);
  }
});
