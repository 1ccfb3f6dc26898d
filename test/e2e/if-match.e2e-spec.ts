import type { HttpResponse } from '../support/call';
import type { Client } from '../support/client';
import { stories } from '../support/stories';

const { people, writesNothing } = stories();

const tagOf = ({ headers }: HttpResponse): string | null => headers.get('etag');
const read = (who: Client, id: string) => who.get(`/v2/groups/${id}`);
const question = { text: 'Why yoga?', required: false };
const ask = (who: Client, expected: string) => who.with({ 'if-match': expected });

describe('the ETag of a group', () => {
  it('is the same by id and by slug, for everybody, and not in the body', async () => {
    const { olga, siteAdmin, visitor } = await people('olga');
    const id = await olga.createsGroup();
    const tag = tagOf(await read(olga, id));
    expect(tag).toMatch(/^"\d+"$/);
    for (const who of [olga, siteAdmin, visitor])
      for (const path of [`/v2/groups/${id}`, '/v2/groups/slugs/yoga']) {
        const response = await who.get(path);
        expect(tagOf(response)).toBe(tag);
        expect(Object.keys(response.body)).toEqual(['group']);
        expect(response.body.group).not.toHaveProperty('revision');
      }
  });

  it('of a write is that of the next read, and changes with the details of the group', async () => {
    const { olga, siteAdmin } = await people('olga', 'mira');
    const created = await siteAdmin.post('/v2/groups', { group: { name: 'Yoga' }, creatorId: 'olga' });
    const { id } = created.body.group;
    await olga.adds(id, { id: 'mira' } as Client);
    const patch = (group: object) => () => olga.patch(`/v2/groups/${id}`, { group });
    const own = (memberId: string) => () => siteAdmin.post(`/v2/groups/${id}/owner`, { memberId });
    let before = tagOf(created);
    expect(tagOf(await read(olga, id))).toBe(before);
    for (const write of [
      patch({ name: 'Flow' }),
      patch({ description: 'Slowly' }),
      patch({ teaser: 'Come' }),
      patch({ memberTitle: 'Yogis' }),
      patch({ coverImage: { altText: 'A mat' } }),
      patch({ coverImage: null }),
      patch({ settings: { membersCanInvite: true } }),
      patch({ privacyStatus: 'SECRET' }),
      patch({ privacyStatus: 'PRIVATE', name: 'Tea', description: null, settings: { showMemberList: false } }),
      own('mira'),
      own('olga'),
    ]) {
      const response = await write();
      expect(response.status).toBe(200);
      expect(response.body.group).not.toHaveProperty('revision');
      const tag = tagOf(response);
      expect(tag).toMatch(/^"\d+"$/);
      expect(tag).not.toBe(before);
      expect(tagOf(await read(olga, id))).toBe(tag);
      expect(tagOf(await olga.get(`/v2/groups/slugs/${response.body.group.slug}`))).toBe(tag);
      before = tag;
      expect(tagOf(await write())).toBe(tag); // it is so already
      expect(tagOf(await read(olga, id))).toBe(tag);
    }
  });

  it('changes with rules and questions', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    let before = tagOf(await read(olga, id))!;
    for (const [path, body] of [
      [`/v2/rules/${id}`, { rules: [{ title: 'Be kind' }] }],
      [`/v2/membership-questions/${id}`, { questions: [question] }],
    ] as const) {
      await ask(olga, before).put(path, body).expect(200);
      const tag = tagOf(await read(olga, id))!;
      expect(tag).not.toBe(before);
      expect(tagOf(await olga.patch(`/v2/groups/${id}`, { group: {} }))).toBe(tag);
      await ask(olga, before).put(path, body).expect(412, 'STALE_REVISION');
      before = tag;
    }
  });

  it('of a requested group exists once the group is created', async () => {
    const { olga, siteAdmin } = await people('olga');
    const requested = await olga.post('/v2/groups', { group: { name: 'Yoga' } });
    expect(requested).toMatchObject({ status: 200, body: { groupRequest: { status: 'PENDING' } } });
    expect(tagOf(requested)).toBeNull();
    const { id } = requested.body.group;
    await siteAdmin.post('/v2/group-requests/approve', { groupRequestIds: [id] }).expect(200);
    const tag = tagOf(await read(olga, id));
    expect(tag).toMatch(/^"\d+"$/);
    expect(tagOf(await olga.patch(`/v2/groups/${id}`, { group: {} }))).toBe(tag);
    await ask(olga, tag!)
      .patch(`/v2/groups/${id}`, { group: { name: 'Flow' } })
      .expect(200);
  });

  it('does not change with roles, members, requests and counts', async () => {
    const { olga, mira, ravi } = await people('olga', 'mira', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    const tag = tagOf(await read(olga, id));
    for (const happens of [
      () => olga.adds(id, mira),
      () => olga.makesAdmin(id, mira),
      () => ravi.asks(id),
      () => mira.approves(id, ravi),
      () => ravi.leaves(id),
      () => olga.removes(id, mira),
    ]) {
      await happens();
      expect(tagOf(await read(olga, id))).toBe(tag);
      expect(tagOf(await olga.patch(`/v2/groups/${id}`, { group: {} }))).toBe(tag);
    }
    await ask(olga, tag!)
      .patch(`/v2/groups/${id}`, { group: { name: 'Flow' } })
      .expect(200);
  });

  it('is not on responses about hidden or missing groups', async () => {
    const { olga, ravi, visitor } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'SECRET' });
    const { group } = await read(olga, id).expect(200);
    const missing = '0f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d';
    for (const who of [ravi, visitor])
      for (const path of [`/v2/groups/${id}`, `/v2/groups/${missing}`, `/v2/groups/slugs/${group.slug}`]) {
        const response = await who.get(path);
        expect(response.status).toBe(404);
        expect(tagOf(response)).toBeNull();
      }
    const refused = await ravi.patch(`/v2/groups/${id}`, { group: { name: 'Flow' } });
    expect([refused.status, tagOf(refused)]).toEqual([404, null]);
  });

  it('is ignored in If-None-Match: a read always gives the group', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    const tag = tagOf(await read(olga, id))!;
    for (const none of [tag, '*', 'W/"0"', 'x'])
      for (const path of [`/v2/groups/${id}`, '/v2/groups/slugs/yoga'])
        await olga.with({ 'if-none-match': none }).get(path).expect(200, { group: { id } });
    await olga
      .with({ 'if-none-match': '*' })
      .patch(`/v2/groups/${id}`, { group: { name: 'Flow' } })
      .expect(200);
  });
});

describe('If-Match', () => {
  type Write = readonly [name: string, write: (who: Client, id: string) => PromiseLike<HttpResponse>];
  const writes: readonly Write[] = [
    ['an update', (who, id) => who.patch(`/v2/groups/${id}`, { group: { teaser: String(Math.random()) } })],
    ['handing over', (who, id) => who.post(`/v2/groups/${id}/owner`, { memberId: 'mira' })],
    ['replacing the rules', (who, id) => who.put(`/v2/rules/${id}`, { rules: [{ title: 'Be kind' }] })],
    ['replacing the questions', (who, id) => who.put(`/v2/membership-questions/${id}`, { questions: [question] })],
    ['deleting', (who, id) => who.delete(`/v2/groups/${id}`)],
  ];
  const group = async () => {
    const all = await people('olga', 'mira', 'ravi');
    const id = await all.olga.createsGroup();
    await all.mira.joins(id);
    return { ...all, id };
  };

  it.each(writes)('allows %s when it matches', async (_, write) => {
    const { olga, mira, ravi, siteAdmin, id } = await group();
    await olga.changes(id, { name: 'Flow' });
    const tag = tagOf(await read(olga, id))!;
    await olga.makesAdmin(id, mira);
    await ravi.joins(id);
    expect((await write(ask(siteAdmin, tag), id)).status).toBe(200);
  });
  it.each(writes)('allows %s when it has several tags or is *', async (_, write) => {
    for (const expected of ['*', '"999", {}', '{}, "x"']) {
      const { olga, id } = await group();
      const tag = tagOf(await read(olga, id))!;
      expect((await write(ask(olga, expected.replace('{}', tag)), id)).status).toBe(200);
    }
  });
  it.each(writes)('refuses %s when it does not match or is malformed', async (_, write) => {
    const { olga, id } = await group();
    const stale = tagOf(await read(olga, id))!;
    await olga.changes(id, { name: 'Flow' });
    const tag = tagOf(await read(olga, id))!;
    const wrong = [
      stale,
      '"999"',
      `W/${tag}`,
      tag.slice(1, -1),
      'x',
      '"x"',
      '"-1"',
      `"${'9'.repeat(30)}"`,
      `${stale}, "999"`,
    ];
    await writesNothing(async () => {
      for (const expected of wrong) {
        const { status, body, headers } = await write(ask(olga, expected), id);
        expect({ expected, status, code: body.message }).toEqual({ expected, status: 412, code: 'STALE_REVISION' });
        expect(headers.get('etag')).toBeNull();
      }
    });
  });
  it.each(writes)('is checked only for callers with the right to: %s', async (_, write) => {
    const { olga, mira, ravi, id } = await group();
    await writesNothing(async () => {
      for (const who of [mira, ravi]) expect(await write(ask(who, '"999"'), id)).toMatchObject({ status: 403 });
      expect(await write(ask(olga, '"999"'), '0f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d')).toMatchObject({ status: 404 });
    });
    const secret = await olga.createsGroup({ privacyStatus: 'SECRET' });
    await writesNothing(async () => expect(await write(ask(ravi, '"999"'), secret)).toMatchObject({ status: 404 }));
  });

  it('is checked after the shape and the rights, and before the state of the group', async () => {
    const { olga, mira, id } = await group();
    await olga.makesAdmin(id, mira);
    const stale = (who: Client) => ask(who, '"999"');
    await writesNothing(async () => {
      await stale(olga)
        .patch(`/v2/groups/${id}`, { group: { name: '' } })
        .expect(400, 'group.name');
      await stale(olga).post(`/v2/groups/${id}/owner`).expect(400, 'memberId');
      const owner = { settings: { allowedToAddMembers: 'OWNER' } };
      await stale(mira).patch(`/v2/groups/${id}`, { group: owner }).expect(403, 'PERMISSION_DENIED');
      const disagrees = { settings: { membersCanInvite: true, allowedToInviteMembers: 'OWNER' } };
      await stale(olga).patch(`/v2/groups/${id}`, { group: disagrees }).expect(412, 'STALE_REVISION');
      await ask(olga, '*').patch(`/v2/groups/${id}`, { group: disagrees }).expect(400);
      await stale(olga).post(`/v2/groups/${id}/owner`, { memberId: 'zoe' }).expect(412, 'STALE_REVISION');
      await stale(olga).patch(`/v2/groups/${id}`, { group: {} }).expect(412, 'STALE_REVISION');
      await stale(olga).post(`/v2/groups/${id}/owner`, { memberId: 'olga' }).expect(412, 'STALE_REVISION');
    });
  });

  it('allows one of ten concurrent updates with the same tag', async () => {
    const { olga, siteAdmin, id } = await group();
    for (let round = 0; round < 10; round++) {
      const tag = tagOf(await read(olga, id))!;
      const change = (n: number) =>
        ask([olga, siteAdmin][n % 2]!, tag).patch(`/v2/groups/${id}`, { group: { teaser: `${round}.${n}` } });
      const responses = await Promise.all(Array.from({ length: 10 }, (_, n) => change(n)));
      const done = responses.filter(({ status }) => status === 200);
      expect(done).toHaveLength(1);
      expect(responses.filter(({ status }) => status === 412)).toHaveLength(9);
      const now = await read(olga, id);
      expect(tagOf(now)).toBe(tagOf(done[0]!));
      expect(now.body.group.teaser).toBe(done[0]!.body.group.teaser);
    }
  });
});
