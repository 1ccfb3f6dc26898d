import { containing, listing } from '../support/call';
import { stories } from '../support/stories';

const { people } = stories({ stores: 'embedded' });

it('a group is requested, created, joined, changed, made secret and deleted', async () => {
  const { olga, ravi, mira, zoe, siteAdmin, app, visitor } = await people('olga', 'ravi', 'mira', 'zoe');

  const yoga = { name: 'Yoga at noon', privacyStatus: 'PRIVATE', teaser: 'Every day' };
  const { group, groupRequest } = await olga.post('/v2/groups', { group: yoga }).expect(200);
  expect(groupRequest).toMatchObject({ id: group.id, status: 'PENDING' });
  const at = `/v2/groups/${group.id}`;
  await olga.get(at).expect(404, 'GROUP_NOT_FOUND');
  await siteAdmin.get('/v2/group-requests').expect(200, listing({ id: group.id, status: 'PENDING' }));
  await siteAdmin.post('/v2/group-requests/approve', { groupRequestIds: [group.id] }).expect(200);
  await visitor.get('/v2/groups/slugs/yoga-at-noon').expect(200, { group: { ...yoga, ownerId: 'olga' } });

  await ravi.asks(group.id, 'Hello');
  await mira.asks(group.id);
  await zoe.asks(group.id);
  await olga.get(`${at}/join-requests`).expect(200, containing({ siteMemberId: 'ravi', message: 'Hello' }));
  await olga.approves(group.id, ravi);
  await olga.post(`${at}/join-requests/reject`, { rejections: [{ memberId: 'zoe', reason: 'Full.' }] }).expect(200);
  await zoe.get(`${at}/join-requests`).expect(200, listing({ requestDetails: { rejectionReason: 'Full.' } }));
  await olga.get(at).expect(200, { group: { membersCount: 2, pendingMembersCount: 1 } });

  await olga.makesAdmin(group.id, ravi);
  await ravi.changes(group.id, { name: 'Yoga at ten', description: 'Bring a mat.' });
  await visitor.get('/v2/groups/slugs/yoga-at-noon').expect(404, 'GROUP_NOT_FOUND');
  await visitor.get('/v2/groups/slugs/yoga-at-ten').expect(200, { group: { description: 'Bring a mat.' } });
  await ravi.changes(group.id, { privacyStatus: 'PUBLIC' });
  await visitor.get(at).expect(200, { group: { membersCount: 3 } });
  await zoe.joins(group.id);
  await zoe.leaves(group.id);

  await ravi.changes(group.id, { privacyStatus: 'SECRET' });
  await zoe.get(at).expect(404, 'GROUP_NOT_FOUND');
  await visitor.post('/v2/groups/query', { query: { filter: { name: { $contains: 'yoga' } } } }).expect(200, listing());
  await mira.adds(group.id, zoe);
  await zoe.get('/v2/members/me/memberships').expect(200, listing({ groupId: group.id, role: { value: 'MEMBER' } }));
  await app.removes(group.id, ravi);
  await ravi.get(at).expect(404, 'GROUP_NOT_FOUND');
  await olga.post(`${at}/leave`).expect(409, 'OWNER_STAYS');

  await olga.delete(at).expect(200, { group: { id: group.id } });
  await olga.get(at).expect(404, 'GROUP_NOT_FOUND');
  await siteAdmin.get('/v2/groups').expect(200, listing());
});
