import { listing } from '../support/call';
import { stories } from '../support/stories';

const { people, writesNothing } = stories();

/** Every prefix that client libraries put in front of `/v2/...`, by service and by kind of host. */
const prefixes = {
  groups: [
    '/social-groups-proxy/groups',
    '/_api/social-groups-proxy/groups',
    '/_api/groups-proxy',
    '/social-groups-proxy/api/groups',
    '/groups-proxy',
  ],
  requests: ['/_api/social-groups-proxy/group-requests', '/group-requests-proxy'],
  join: [
    '/social-groups-proxy/join',
    '/_api/social-groups-proxy/join',
    '/_api/join-proxy',
    '/social-groups-proxy/api/join',
    '/join-proxy',
  ],
  members: [
    '/social-groups-proxy/members',
    '/_api_group-members-proxy',
    '/_api/social-groups-proxy/members',
    '/social-groups-proxy/api/members',
    '/group-members-proxy',
  ],
  roles: [
    '/social-groups-proxy/roles',
    '/_api/roles-proxy',
    '/_api/social-groups-proxy/roles',
    '/social-groups-proxy/api/roles',
    '/roles-proxy',
  ],
  questions: [
    '/social-groups-proxy/questions',
    '/_api/questions-proxy',
    '/_api/social-groups-proxy/questions',
    '/social-groups-proxy/api/questions',
    '/questions-proxy',
  ],
  legacy: ['', '/social-groups', '/_api/social-groups', '/social-groups/api', '/social-groups-server'],
};

it.each([...prefixes.groups, ...prefixes.legacy])(
  'groups are created, read, changed and deleted under %j',
  async (prefix) => {
    const { siteAdmin, visitor } = await people();
    const { group } = await siteAdmin.post(`${prefix}/v2/groups`, { group: { name: 'Yoga' } }).expect(200);
    await visitor.get(`${prefix}/v2/groups/${group.id}?groupId=${group.id}`).expect(200, { group: { id: group.id } });
    await visitor.get(`${prefix}/v2/groups/slugs/yoga?slug=yoga`).expect(200, { group: { id: group.id } });
    await visitor.get(`${prefix}/v2/groups?limit=1`).expect(200, listing({ id: group.id }));
    await visitor.post(`${prefix}/v2/groups/query`, { query: { filter: {} } }).expect(200, listing({ id: group.id }));
    await siteAdmin.patch(`${prefix}/v2/groups/${group.id}`, { group: { name: 'Flow', id: group.id } }).expect(200);
    await siteAdmin.delete(`${prefix}/v2/groups/${group.id}?groupId=${group.id}`).expect(200);
  },
);

it.each([...prefixes.requests, ...prefixes.legacy])('create requests are decided under %j', async (prefix) => {
  const { olga, siteAdmin } = await people('olga');
  const { group } = await olga.post('/v2/groups', { group: { name: 'Yoga' } }).expect(200);
  await olga.get(`${prefix}/v2/group-requests`).expect(200, listing({ id: group.id }));
  await siteAdmin.post(`${prefix}/v2/group-requests/approve`, { groupRequestIds: [group.id] }).expect(200);
});

it.each([...prefixes.join, ...prefixes.legacy])('join requests are decided under %j', async (prefix) => {
  const { olga, ravi } = await people('olga', 'ravi');
  const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
  await ravi.asks(id);
  await olga
    .get(`${prefix}/v2/groups/${id}/join-requests?groupId=${id}`)
    .expect(200, listing({ siteMemberId: 'ravi' }));
  await olga
    .post(`${prefix}/v2/groups/${id}/join-requests/query`, { groupId: id })
    .expect(200, listing({ status: 'PENDING' }));
  await olga
    .post(`${prefix}/v2/groups/${id}/join-requests/approve`, { groupId: id, memberIds: ['ravi'] })
    .expect(200, listing({ status: 'APPROVED' }));
});

it.each([...prefixes.members, ...prefixes.legacy])('members are added, listed and removed under %j', async (prefix) => {
  const { olga, ravi } = await people('olga', 'ravi');
  const id = await olga.createsGroup();
  const path = `${prefix}/v2/groups/${id}/members`;
  await olga.post(path, { groupId: id, memberIds: ['ravi'] }).expect(200, listing({ memberId: 'ravi' }));
  await ravi.get(`${prefix}/v2/members/ravi/memberships?memberId=ravi`).expect(200, listing({ groupId: id }));
  await olga.delete(`${path}?groupId=${id}&memberIds=ravi`).expect(200, (body) => expect(body).toEqual({}));
  await olga.get(path).expect(200, listing({ memberId: 'olga' }));
});

it.each([...prefixes.roles, ...prefixes.legacy])('roles are given and taken under %j', async (prefix) => {
  const { olga, ravi } = await people('olga', 'ravi');
  const id = await olga.createsGroup();
  await ravi.joins(id);
  const role = { groupId: id, memberIds: ['ravi'], role: { value: 'ADMIN' } };
  await olga.post(`${prefix}/v2/groups/${id}/roles/assign`, role).expect(200, role);
  await olga.post(`${prefix}/v2/groups/${id}/roles/unassign`, role).expect(200, { memberIds: ['ravi'] });
});

// The prefixes of rules are among these: their service has no other name.
it.each(prefixes.legacy)('rules are given and read under %j', async (prefix) => {
  const { olga, visitor } = await people('olga');
  const id = await olga.createsGroup();
  const rules = [{ title: 'Be kind', description: 'Always' }];
  await olga.put(`${prefix}/v2/rules/${id}`, { groupId: id, rules }).expect(200, { groupId: id, rules });
  await visitor.get(`${prefix}/v2/rules/${id}?groupId=${id}`).expect(200, { rules });
});

it.each([...prefixes.questions, ...prefixes.legacy])('questions are asked and answered under %j', async (prefix) => {
  const { olga, ravi, visitor } = await people('olga', 'ravi');
  const id = await olga.createsGroup();
  const path = `${prefix}/v2/membership-questions/${id}`;
  const { questions } = await olga
    .put(path, { groupId: id, questions: [{ text: 'Why?', required: true }] })
    .expect(200);
  await visitor.get(`${path}?groupId=${id}`).expect(200, { questions });
  const answers = [{ id: questions[0].id, text: 'To stretch' }];
  await ravi.post(`/v2/groups/${id}/join`, { membershipQuestionAnswers: answers }).expect(200);
  await olga
    .post(`${path}/answers`, { groupId: id })
    .expect(200, { memberAnswers: [{ memberId: 'ravi', answers }], questions: { [questions[0].id]: questions[0] } });
});

it.each([
  '/other',
  '/social-groups-proxy',
  '/social-groups/social-groups',
  '/Social-Groups',
  '/v1',
  '/groups-proxy/groups-proxy',
])('there is no route under %j', async (prefix) => {
  const { siteAdmin, visitor } = await people();
  await visitor.get(`${prefix}/v2/groups`).expect(404, 'NOT_FOUND');
  await writesNothing(() => siteAdmin.post(`${prefix}/v2/groups`, { group: { name: 'x' } }).expect(404, 'NOT_FOUND'));
});
