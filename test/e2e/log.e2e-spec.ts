import { stories } from '../support/stories';

const lines: Record<string, unknown>[] = [];
const logTo = { write: (line: string) => void lines.push(JSON.parse(line)) };
const { people } = stories({ env: { LOG_LEVEL: 'info' }, logTo });
const readsLogged = (groupId: string) => lines.filter((line) => line.groupId === groupId);

it('has one line for each read of a secret group by a site admin or an app', async () => {
  const { olga, siteAdmin, app } = await people('olga');
  const id = await olga.createsGroup({ privacyStatus: 'SECRET' });
  const { slug } = (await olga.get(`/v2/groups/${id}`).expect(200)).group;
  expect(readsLogged(id)).toEqual([]);
  for (const path of [
    `/v2/groups/${id}`,
    `/v2/groups/slugs/${slug}`,
    `/v2/groups/${id}/members`,
    `/v2/groups/${id}/join-requests`,
    `/v2/rules/${id}`,
    `/v2/membership-questions/${id}`,
  ])
    for (const [who, kind] of [
      [siteAdmin, 'SITE_ADMIN'],
      [app, 'APP'],
    ] as const) {
      const before = readsLogged(id).length;
      await who.get(path).expect(200);
      const [line, ...more] = readsLogged(id).slice(before);
      expect(more).toEqual([]);
      expect(line).toMatchObject({ level: 'info', actor: { kind, id: who.id }, route: expect.any(String) as unknown });
    }
});

it('has one line for each list that shows secret groups of others, with their number', async () => {
  const { olga, mira, ravi, siteAdmin, app } = await people('olga', 'mira', 'ravi');
  const [first, second] = [await olga.createsGroup({ privacyStatus: 'SECRET' }), await olga.createsGroup()];
  await mira.joins(second);
  await ravi.asks(await olga.createsGroup({ privacyStatus: 'PRIVATE' }));
  await olga.changes(second, { privacyStatus: 'SECRET' });
  await olga.invites(first, ravi);
  await siteAdmin.createsGroup({ privacyStatus: 'SECRET' });
  const listsLogged = () => lines.filter(({ secretGroups }) => secretGroups !== undefined);
  for (const [path, body, secretGroups] of [
    ['/v2/groups', undefined, { siteAdmin: 2, app: 3 }],
    ['/v2/groups/query', {}, { siteAdmin: 2, app: 3 }],
    ['/v2/members/mira/groups', undefined, { siteAdmin: 1, app: 1 }],
    ['/v2/members/mira/memberships', undefined, { siteAdmin: 1, app: 1 }],
    ['/v2/members/ravi/invitations', undefined, { siteAdmin: 1, app: 1 }],
    ['/v2/members/ravi/join-requests', undefined, {}],
    ['/v2/join-requests', undefined, {}],
    ['/v2/members/site-admin/groups', undefined, { app: 1 }],
  ] as const)
    for (const [name, who] of Object.entries({ siteAdmin, app })) {
      const before = listsLogged().length;
      await who.send(body ? 'POST' : 'GET', path, body).expect(200);
      const number = (secretGroups as Record<string, number | undefined>)[name];
      const line = { level: 'info', actor: { id: who.id }, route: expect.any(String) as unknown, secretGroups: number };
      expect({ path, lines: listsLogged().slice(before) }).toMatchObject({ path, lines: number ? [line] : [] });
    }
  const before = listsLogged().length;
  await olga.get('/v2/groups').expect(200);
  expect(listsLogged().slice(before)).toEqual([]);
});

it('has none for groups that everybody sees, or that the site admin belongs to', async () => {
  const { olga, siteAdmin } = await people('olga');
  const open = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
  const own = await siteAdmin.createsGroup({ privacyStatus: 'SECRET' });
  for (const id of [open, own]) {
    await siteAdmin.get(`/v2/groups/${id}`).expect(200);
    expect(readsLogged(id)).toEqual([]);
  }
});

it('has a line for each request, and no text that people wrote', async () => {
  const { olga, ravi } = await people('olga', 'ravi');
  const id = await olga.createsGroup({ privacyStatus: 'PRIVATE', name: 'Confidential' });
  await ravi.asks(id, 'Between us');
  await olga
    .post(`/v2/groups/${id}/join-requests/reject`, { rejections: [{ memberId: 'ravi', reason: 'Dislike' }] })
    .expect(200);
  await ravi.put('/v2/site-members/me', { siteMember: { profile: 'PUBLIC', nickname: 'Ravioli' } }).expect(200);
  await ravi.post('/v2/groups', { group: { name: 7 } }).expect(400);
  const requests = lines.filter(({ msg }) => msg === 'request');
  expect(requests).toContainEqual(
    expect.objectContaining({ method: 'POST', route: '/v2/groups', status: 400, caller: 'MEMBER' }),
  );
  expect(JSON.stringify(lines)).not.toMatch(/Confidential|Between us|Dislike|Ravioli|eyJ/);
});
