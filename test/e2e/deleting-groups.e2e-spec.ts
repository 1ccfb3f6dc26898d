import { InMemoryReadStore } from '@app/read-store';
import { listing } from '../support/call';
import { stories } from '../support/stories';

const { people, writesNothing } = stories();

it('gives the group as it was, after which it is not found', async () => {
  const { olga, ravi, siteAdmin } = await people('olga', 'ravi');
  const id = await olga.createsGroup({ description: 'Daily' });
  await ravi.joins(id);
  const { group } = await olga.get(`/v2/groups/${id}`).expect(200);
  const deleted = await olga.delete(`/v2/groups/${id}?groupId=${id}`).expect(200);
  expect(deleted).toEqual({ group });
  for (const who of [olga, ravi, siteAdmin]) {
    await who.get(`/v2/groups/${id}`).expect(404, 'GROUP_NOT_FOUND');
    await who.get('/v2/groups/slugs/yoga').expect(404, 'GROUP_NOT_FOUND');
    await who.get(`/v2/groups/${id}/members`).expect(404, 'GROUP_NOT_FOUND');
    await who.get('/v2/groups').expect(200, listing());
    await who.post('/v2/groups/query').expect(200, { metadata: { total: 0 } });
    await who.get(`/v2/members/${who.id}/memberships`).expect(200, listing());
  }
  await writesNothing(async () => {
    await olga.delete(`/v2/groups/${id}`).expect(404, 'GROUP_NOT_FOUND');
    await ravi.post(`/v2/groups/${id}/join`).expect(404, 'GROUP_NOT_FOUND');
    await siteAdmin.patch(`/v2/groups/${id}`, { group: { name: 'Back' } }).expect(404, 'GROUP_NOT_FOUND');
  });
});

it('removes everything of the group from every list', async () => {
  const { olga, ravi, mira, siteAdmin } = await people('olga', 'ravi', 'mira');
  const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
  await olga.adds(id, mira);
  await ravi.asks(id);
  await olga.delete(`/v2/groups/${id}`).expect(200);
  for (const { id: memberId } of [olga, ravi, mira])
    await siteAdmin.get(`/v2/members/${memberId}/memberships`).expect(200, listing());
  await ravi.get('/v2/members/me/memberships').expect(200, listing());
  await olga.get('/v2/group-requests').expect(200, listing());
});

describe('while documents of a large group are still to be removed', () => {
  /** Has removed none yet. */
  class SlowSweeps extends InMemoryReadStore {
    override sweep(): Promise<boolean> {
      return Promise.resolve(false);
    }
  }
  const { people: peopleOfLargeGroup } = stories({ views: new SlowSweeps() });

  it('nothing of the group is in any list', async () => {
    const { olga, ravi, mira, siteAdmin } = await peopleOfLargeGroup('olga', 'ravi', 'mira');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await olga.adds(id, mira);
    await ravi.asks(id);
    await olga.delete(`/v2/groups/${id}`).expect(200);
    for (const { id: memberId } of [olga, ravi, mira])
      for (const list of ['memberships', 'groups', 'join-requests', 'invitations'])
        await siteAdmin.get(`/v2/members/${memberId}/${list}`).expect(200, listing());
    for (const who of [olga, ravi, siteAdmin]) await who.get('/v2/join-requests').expect(200, listing());
    await ravi.get('/v2/members/me/memberships').expect(200, listing());
  });
});

it('leaves the slug free', async () => {
  const { siteAdmin } = await people();
  const id = await siteAdmin.createsGroup();
  await siteAdmin.delete(`/v2/groups/${id}`).expect(200);
  await siteAdmin.post('/v2/groups', { group: { name: 'Yoga' } }).expect(200, { group: { slug: 'yoga' } });
});

it('is for admins of the group, site admins and apps', async () => {
  const { olga, mira, ravi, zoe, siteAdmin, app, visitor } = await people('olga', 'mira', 'ravi', 'zoe');
  const id = await olga.createsGroup();
  await mira.joins(id);
  await ravi.joins(id);
  await olga.makesAdmin(id, mira);
  await writesNothing(async () => {
    for (const who of [ravi, zoe]) await who.delete(`/v2/groups/${id}`).expect(403, 'PERMISSION_DENIED');
    await visitor.delete(`/v2/groups/${id}`).expect(401, 'UNAUTHENTICATED');
  });
  await mira.delete(`/v2/groups/${id}`).expect(200, { group: { id } });
  for (const who of [siteAdmin, app]) {
    const another = await olga.createsGroup({ privacyStatus: 'SECRET' });
    await who.delete(`/v2/groups/${another}`).expect(200, { group: { id: another, ownerId: 'olga' } });
  }
});
