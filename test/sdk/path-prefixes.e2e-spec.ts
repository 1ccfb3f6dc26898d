import { stories } from '../support/stories';

const { people } = stories();

/** Where the SDK looks for each service on a host that is not Wix's (its `host` option), and on Wix's own. */
const prefixes = {
  groups: [
    '/_api/social-groups-proxy/groups',
    '/_api/groups-proxy',
    '/social-groups-proxy/groups',
    '/social-groups-proxy/api/groups',
  ],
  groupRequests: ['/_api/social-groups-proxy/group-requests'],
  join: [
    '/_api/social-groups-proxy/join',
    '/_api/join-proxy',
    '/social-groups-proxy/join',
    '/social-groups-proxy/api/join',
  ],
  members: [
    '/_api_group-members-proxy',
    '/_api/social-groups-proxy/members',
    '/social-groups-proxy/members',
    '/social-groups-proxy/api/members',
  ],
  roles: [
    '/_api/roles-proxy',
    '/_api/social-groups-proxy/roles',
    '/social-groups-proxy/roles',
    '/social-groups-proxy/api/roles',
  ],
};

describe('the prefixes of the official SDK', () => {
  it('all reach the same groups', async () => {
    const { ann, bob, siteAdmin } = await people('ann', 'bob');
    for (const prefix of prefixes.groups) {
      const { group } = await siteAdmin
        .post(`${prefix}/v2/groups`, { group: { name: 'Yoga' }, creatorId: 'ann' })
        .expect(200);
      await ann.get(`${prefix}/v2/groups/${group.id}?groupId=${group.id}`).expect(200, { group: { id: group.id } });
      await ann
        .get(`${prefix}/v2/groups/slugs/${group.slug}?slug=${group.slug}`)
        .expect(200, { group: { id: group.id } });
      await ann
        .post(`${prefix}/v2/groups/query`, { query: { filter: { id: group.id } } })
        .expect(200, { groups: [{ id: group.id }] });
      await ann.patch(`${prefix}/v2/groups/${group.id}`, { group: { id: group.id, teaser: 'x' } }).expect(200);
      await ann.delete(`${prefix}/v2/groups/${group.id}?groupId=${group.id}`).expect(200, { group: { teaser: 'x' } });
    }
    for (const prefix of prefixes.groupRequests) {
      const { groupRequest } = await bob.post('/v2/groups', { group: { name: 'Chess' } }).expect(200);
      await bob.get(`${prefix}/v2/group-requests`).expect(200, { groupRequests: [{ id: groupRequest.id }] });
      const groupRequestIds = [groupRequest.id];
      await siteAdmin.post(`${prefix}/v2/group-requests/approve`, { groupRequestIds }).expect(200);
    }
  });

  it('all reach the same people', async () => {
    const { ann, bob } = await people('ann', 'bob');
    const groupId = await ann.createsGroup({ privacyStatus: 'PRIVATE' });
    const path = `/v2/groups/${groupId}`;
    const memberIds = ['bob'];
    for (const prefix of prefixes.join) {
      await bob.post(`${prefix}${path}/join-requests`).expect(200);
      await ann
        .get(`${prefix}${path}/join-requests?groupId=${groupId}`)
        .expect(200, { joinGroupRequests: [{ status: 'PENDING' }] });
      const rejections = [{ memberId: 'bob' }];
      await ann.post(`${prefix}${path}/join-requests/reject`, { groupId, rejections }).expect(200);
    }
    for (const prefix of prefixes.members) {
      await ann
        .post(`${prefix}${path}/members`, { groupId, memberIds })
        .expect(200, { members: [{ memberId: 'bob' }] });
      await bob.get(`${prefix}/v2/members/bob/memberships?memberId=bob`).expect(200, { memberships: [{ groupId }] });
      await ann.delete(`${prefix}${path}/members?groupId=${groupId}&memberIds=bob`).expect(200);
    }
    await ann.adds(groupId, bob);
    for (const prefix of prefixes.roles)
      for (const change of ['assign', 'unassign'])
        await ann
          .post(`${prefix}${path}/roles/${change}`, { groupId, memberIds, role: { value: 'ADMIN' } })
          .expect(200, { memberIds });
  });

  it('are matched as a whole: any other prefix is not found', async () => {
    const { ann } = await people('ann');
    for (const prefix of [
      '/groups',
      '/_api',
      '/_api/groups',
      '/social-groups-proxy',
      '/_api_groups-proxy',
      '/social-groups-proxy/groups/social-groups-proxy/groups',
    ])
      await ann.get(`${prefix}/v2/groups`).expect(404, 'NOT_FOUND');
  });
});
