import type { Body } from '../support/call';
import { LatestConsistencyToken } from '../support/consistency-token';
import { HeldReadStore } from '../support/held-read-store';
import type { Person } from '../support/person';
import { eventually, stories } from '../support/stories';

/** No response waits long for the view that is held, so that the tests are short. */
const views = new HeldReadStore();
const { people, service } = stories({ views, maxWait: 100 });
afterEach(() => views.release());

/** Reads what the views show now: without a consistency token. */
const reading = (person: Person) => person.withConsistency(new LatestConsistencyToken()).withoutRetries();
const textOf = async (person: Person, path: string, body?: object): Promise<string> => {
  const { status, text } = await reading(person).send(body ? 'POST' : 'GET', path, body);
  return `${status} ${text}`;
};
const byName = (name: string) => ({ query: { filter: { name } } });

describe('while the memberships are behind the groups', () => {
  it('a removed member sees nothing of what the group is called since it became SECRET; a member does', async () => {
    const { olga, mira, zoe } = await people('olga', 'mira', 'zoe');
    const id = await olga.createsGroup({ name: 'Yoga' });
    await olga.adds(id, mira, zoe);
    await mira.get(`/v2/groups/${id}/members`).expect(200, { metadata: { total: 3 } });
    views.hold('memberships');
    await olga.removes(id, mira);
    const { group } = await olga.changes(id, { privacyStatus: 'SECRET', name: 'Whispers' });
    await eventually(() =>
      reading(zoe)
        .get(`/v2/groups/${id}`)
        .expect(200, { group: { name: 'Whispers' } }),
    );
    for (const read of [
      (who: Person) => textOf(who, `/v2/groups/${id}`),
      (who: Person) => textOf(who, `/v2/groups/slugs/${group.slug}`),
      (who: Person) => textOf(who, '/v2/groups'),
      (who: Person) => textOf(who, '/v2/groups?cursorPaging.limit=1'),
      (who: Person) => textOf(who, '/v2/groups/query', byName('Whispers')),
      (who: Person) => textOf(who, '/v2/members/me/groups'),
    ]) {
      expect(await read(zoe)).toMatch(/^200 .*Whispers/);
      expect(await read(mira)).not.toMatch(/Whispers|"total":[1-9]/);
    }
    await reading(mira).get(`/v2/groups/${id}`).expect(404, 'GROUP_NOT_FOUND');
  });

  it('no cursor tells a removed member what the group is called since', async () => {
    const { olga, mira, zoe } = await people('olga', 'mira', 'zoe');
    const id = await olga.createsGroup({ name: 'Yoga' });
    await olga.createsGroup({ name: 'Zumba' });
    await olga.adds(id, mira, zoe);
    await mira.get(`/v2/groups/${id}/members`).expect(200, { metadata: { total: 3 } });
    views.hold('memberships');
    await olga.removes(id, mira);
    await olga.changes(id, { privacyStatus: 'SECRET', name: 'Whispers' });
    const query = { sort: [{ fieldName: 'name' }], cursorPaging: { limit: 1 } };
    const firstPage = async (who: Person) => await reading(who).post('/v2/groups/query', { query }).expect(200);
    await eventually(async () => expect((await firstPage(zoe)).groups).toMatchObject([{ name: 'Whispers' }]));
    const { groups, metadata } = await firstPage(mira);
    expect(groups).toEqual([]);
    expect(Buffer.from(metadata.cursors.next as string, 'base64url').toString('latin1')).not.toContain('Whispers');
  });

  it('who had asked to join a group that became SECRET is not told after it was deleted', async () => {
    const { olga, ravi, siteAdmin } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await ravi.asks(id);
    await olga.changes(id, { privacyStatus: 'SECRET' });
    const asked = { joinGroupRequests: [{ status: 'REJECTED' }] };
    await eventually(() => siteAdmin.get('/v2/members/ravi/join-requests').expect(200, asked));
    views.hold('memberships');
    await olga.delete(`/v2/groups/${id}`).expect(200);
    await eventually(() => reading(siteAdmin).get(`/v2/groups/${id}`).expect(404));
    for (const path of ['/v2/members/me/join-requests', '/v2/join-requests'])
      expect(await textOf(ravi, path)).not.toMatch(/REJECTED|"total":1/);
  });

  it('somebody whose invitation was revoked sees nothing of a SECRET group since then', async () => {
    const { olga, mira, zoe } = await people('olga', 'mira', 'zoe');
    const id = await olga.createsGroup({ name: 'Yoga', privacyStatus: 'SECRET' });
    await olga.invites(id, mira, zoe);
    await mira.get('/v2/members/me/invitations').expect(200, { metadata: { total: 1 } });
    views.hold('memberships');
    await olga.delete(`/v2/groups/${id}/invitations/mira`).expect(200);
    await olga.changes(id, { name: 'Whispers' });
    await eventually(() =>
      reading(zoe)
        .get(`/v2/groups/${id}`)
        .expect(200, { group: { name: 'Whispers' } }),
    );
    for (const path of [`/v2/groups/${id}`, '/v2/members/me/invitations']) {
      expect(await textOf(zoe, path)).toMatch(/^200 .*Whispers/);
      expect(await textOf(mira, path)).not.toMatch(/Whispers|"total":[1-9]/);
    }
  });

  it('a former admin does not see how many have asked since', async () => {
    const { olga, mira, ravi } = await people('olga', 'mira', 'ravi');
    const id = await olga.createsGroup({ name: 'Yoga', privacyStatus: 'PRIVATE' });
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    const paths = [`/v2/groups/${id}`, '/v2/groups/slugs/yoga', '/v2/groups', '/v2/members/me/groups'];
    for (const path of paths) expect((await mira.get(path)).text).toContain('"pendingMembersCount":0');
    views.hold('memberships');
    await olga.post(`/v2/groups/${id}/roles/unassign`, { memberIds: ['mira'], role: { value: 'ADMIN' } }).expect(200);
    await ravi.asks(id);
    await eventually(() =>
      reading(olga)
        .get(`/v2/groups/${id}`)
        .expect(200, { group: { pendingMembersCount: 1 } }),
    );
    for (const path of paths) expect(await textOf(mira, path)).not.toContain('pendingMembersCount');
  });
});

describe('while the groups are behind the memberships', () => {
  /** Repeats a read of somebody who may see everything until it shows this. */
  const shown = (person: Person, path: string, body: object) =>
    eventually(() =>
      reading(person)
        .get(path)
        .expect(200, body as Body),
    );

  it('a list of members that was hidden shows nobody who joined since', async () => {
    const { olga, mira, ravi } = await people('olga', 'mira', 'ravi');
    const hidden = await olga.createsGroup();
    const secret = await olga.createsGroup();
    await ravi.get(`/v2/groups/${secret}/members`).expect(200, { metadata: { total: 1 } });
    views.hold('groups');
    await olga.changes(hidden, { settings: { showMemberList: false } });
    await olga.changes(secret, { privacyStatus: 'SECRET' });
    for (const id of [hidden, secret]) {
      await olga.adds(id, mira);
      await shown(olga, `/v2/groups/${id}/members`, { metadata: { total: 2 } });
      expect(await textOf(ravi, `/v2/groups/${id}/members`)).not.toMatch(/mira|"total":2/);
      expect(await textOf(ravi, `/v2/groups/${id}/members/query`, {})).not.toMatch(/mira|"total":2/);
    }
  });

  it('somebody who may no longer decide requests sees none that came since, and no answers and invitations', async () => {
    const { olga, mira, ravi, zoe } = await people('olga', 'mira', 'ravi', 'zoe');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE', settings: { membersCanApprove: true } });
    await olga.adds(id, mira);
    const questions = [{ text: 'Since when?', required: false }];
    const saved: Body = await olga.put(`/v2/membership-questions/${id}`, { questions }).expect(200);
    const answers = { membershipQuestionAnswers: [{ id: saved.questions[0].id, text: 'Between us' }] };
    await zoe.asks(id);
    await mira.get(`/v2/groups/${id}/join-requests`).expect(200, { metadata: { total: 1 } });
    views.hold('groups');
    await olga.changes(id, { settings: { membersCanApprove: false } });
    await ravi.post(`/v2/groups/${id}/join-requests`, { ...answers, message: 'Between us' }).expect(200);
    await shown(olga, `/v2/groups/${id}/join-requests`, { metadata: { total: 2 } });
    for (const [path, body] of [
      [`/v2/groups/${id}/join-requests`],
      [`/v2/groups/${id}/join-requests/query`, {}],
      ['/v2/join-requests'],
      ['/v2/join-requests/query', {}],
      [`/v2/membership-questions/${id}/answers`, {}],
    ] as const) {
      expect(await textOf(olga, path, body)).toContain('Between us');
      expect(await textOf(mira, path, body)).not.toMatch(/Between us|"total":2/);
    }
  });

  it('nobody sees what became of their request to a group that turned SECRET', async () => {
    const { olga, ravi, siteAdmin } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await ravi.asks(id);
    await ravi.get('/v2/members/me/join-requests').expect(200, { metadata: { total: 1 } });
    views.hold('groups');
    await olga.changes(id, { privacyStatus: 'SECRET' });
    await shown(siteAdmin, '/v2/members/ravi/join-requests', { joinGroupRequests: [{ status: 'REJECTED' }] });
    for (const path of ['/v2/members/me/join-requests', '/v2/join-requests', `/v2/groups/${id}/join-requests`])
      expect(await textOf(ravi, path)).not.toMatch(/REJECTED|"total":1/);
  });
});

it('what belonged to a deleted group is in no list, also while its documents are still being removed', async () => {
  const { olga, mira, ravi, siteAdmin, site } = await people('olga', 'mira', 'ravi');
  const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
  await olga.adds(id, mira);
  await ravi.asks(id);
  const lists = (who: Person) =>
    ['memberships', 'groups', 'join-requests'].map((list) => `/v2/members/${who.id}/${list}`);
  views.holdSweeps();
  await olga.delete(`/v2/groups/${id}`).expect(200);
  for (const who of [olga, mira, ravi])
    for (const path of [...lists(who), '/v2/join-requests'])
      for (const reader of [who, siteAdmin]) await reader.get(path).expect(200, { metadata: { count: 0, total: 0 } });

  // Nor do policies end it once more.
  for (const who of [mira, ravi]) await siteAdmin.delete(`/v2/site-members/${who.id}`).expect(200);
  const ends = ['mira', 'ravi'].map((who) => service().events.readStream(`membership-${site}.${id}.${who}`));
  const types = (await Promise.all(ends)).map((events) => events.map(({ type }) => type));
  expect(types).toEqual([['MemberJoined'], ['JoinRequested']]);
});
