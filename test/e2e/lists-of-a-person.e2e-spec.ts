import { listIn, listing } from '../support/call';
import { stories } from '../support/stories';
import { nextMillisecond } from './next-millisecond';

const { people } = stories();
const closed = { privacyStatus: 'PRIVATE' };
const ownPath = (what: 'groups' | 'join-requests') => `/v2/members/me/${what}`;

describe('the groups that a person belongs to', () => {
  it('are listed, the latest joined first', async () => {
    const { olga, ravi, siteAdmin } = await people('olga', 'ravi');
    const first = await olga.createsGroup({ name: 'First' });
    const second = await olga.createsGroup({ name: 'Second', privacyStatus: 'SECRET' });
    await olga.createsGroup({ name: 'Third' });
    await ravi.post(`/v2/groups/${first}/join`).expect(200);
    await nextMillisecond();
    await olga.post(`/v2/groups/${second}/members`, { memberIds: ['ravi'] }).expect(200);
    const both = [
      { id: second, name: 'Second' },
      { id: first, name: 'First', membersCount: 2 },
    ];
    await ravi.get(ownPath('groups')).expect(200, listing(...both));
    await siteAdmin.get('/v2/members/ravi/groups').expect(200, listing(...both));
    await ravi
      .get(`${ownPath('groups')}?limit=1&offset=1`)
      .expect(200, { metadata: { count: 1, offset: 1, total: 2 }, groups: [{ id: first }] });
  });

  it('show the number of pending requests only to those who decide them', async () => {
    const { olga, ravi, tomo } = await people('olga', 'ravi', 'tomo');
    const id = await olga.createsGroup(closed);
    await olga.post(`/v2/groups/${id}/members`, { memberIds: ['ravi'] }).expect(200);
    await tomo.post(`/v2/groups/${id}/join-requests`).expect(200);
    await olga.get(ownPath('groups')).expect(200, listing({ id, pendingMembersCount: 1 }));
    const [group] = listIn(await ravi.get(ownPath('groups')).expect(200));
    expect(group).not.toHaveProperty('pendingMembersCount');
    await tomo.get(ownPath('groups')).expect(200, listing());
  });

  it('leave the list when the person leaves or is removed, or the group is deleted', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const ids = [];
    for (const name of ['Left', 'Removed', 'Deleted']) {
      const id = await olga.createsGroup({ name });
      await ravi.post(`/v2/groups/${id}/join`).expect(200);
      ids.push(id);
    }
    await ravi.post(`/v2/groups/${ids[0]}/leave`).expect(200);
    await olga.delete(`/v2/groups/${ids[1]}/members?memberIds=ravi`).expect(200);
    await olga.delete(`/v2/groups/${ids[2]}`).expect(200);
    await ravi.get(ownPath('groups')).expect(200, { groups: [], metadata: { total: 0 } });
  });
});

describe('the join requests of a person', () => {
  it('are the latest in each group, newest first', async () => {
    const { olga, ravi, siteAdmin } = await people('olga', 'ravi');
    const [one, other] = [await olga.createsGroup(closed), await olga.createsGroup(closed)];
    await ravi.post(`/v2/groups/${one}/join-requests`, { message: 'Hello' }).expect(200);
    await nextMillisecond();
    await ravi.post(`/v2/groups/${other}/join-requests`).expect(200);
    const rejections = [{ memberId: 'ravi', reason: 'Full.' }];
    await olga.post(`/v2/groups/${one}/join-requests/reject`, { rejections }).expect(200);
    const both = [
      { groupId: other, siteMemberId: 'ravi', status: 'PENDING' },
      { groupId: one, status: 'REJECTED', message: 'Hello', requestDetails: { rejectionReason: 'Full.' } },
    ];
    await ravi.get(ownPath('join-requests')).expect(200, listing(...both));
    await siteAdmin.get('/v2/members/ravi/join-requests').expect(200, listing(...both));
    await nextMillisecond();
    await ravi.post(`/v2/groups/${one}/join-requests`).expect(200);
    await ravi
      .get(ownPath('join-requests'))
      .expect(200, listing({ groupId: one, status: 'PENDING' }, { groupId: other }));
  });

  it('leave the list when the group turns secret, except for members', async () => {
    const { olga, ravi, tomo, siteAdmin } = await people('olga', 'ravi', 'tomo');
    const id = await olga.createsGroup(closed);
    for (const who of [ravi, tomo]) await who.post(`/v2/groups/${id}/join-requests`).expect(200);
    await olga.post(`/v2/groups/${id}/join-requests/approve`, { memberIds: ['tomo'] }).expect(200);
    await olga.changes(id, { privacyStatus: 'SECRET' });
    await ravi.get(ownPath('join-requests')).expect(200, { joinGroupRequests: [], metadata: { total: 0 } });
    await ravi.get('/v2/join-requests').expect(200, { joinGroupRequests: [], metadata: { total: 0 } });
    await tomo.get(ownPath('join-requests')).expect(200, listing({ groupId: id, status: 'APPROVED' }));
    await siteAdmin.get('/v2/members/ravi/join-requests').expect(200, listing({ groupId: id, status: 'REJECTED' }));
  });
});

describe('all join requests', () => {
  const path = '/v2/join-requests';
  const members = async () => {
    const site = await people('olga', 'mira', 'ravi', 'tomo');
    const { olga, mira, ravi, tomo } = site;
    const olgas = await olga.createsGroup(closed);
    const miras = await mira.createsGroup(closed);
    await ravi.post(`/v2/groups/${olgas}/join-requests`, { message: 'Hi' }).expect(200);
    await nextMillisecond();
    await ravi.post(`/v2/groups/${miras}/join-requests`).expect(200);
    await nextMillisecond();
    await tomo.post(`/v2/groups/${miras}/join-requests`).expect(200);
    return { ...site, olgas, miras };
  };

  it('are, for each person, their own and those that they may decide', async () => {
    const { olga, mira, ravi, tomo, siteAdmin, app, visitor, olgas, miras } = await members();
    const [tomoAtMiras, raviAtMiras, raviAtOlgas] = [
      { groupId: miras, siteMemberId: 'tomo' },
      { groupId: miras, siteMemberId: 'ravi' },
      { groupId: olgas, siteMemberId: 'ravi', message: 'Hi' },
    ];
    await olga.get(path).expect(200, listing(raviAtOlgas));
    await mira.get(path).expect(200, listing(tomoAtMiras, raviAtMiras));
    await ravi.get(path).expect(200, listing(raviAtMiras, raviAtOlgas));
    await tomo.get(path).expect(200, listing(tomoAtMiras));
    for (const who of [siteAdmin, app]) await who.get(path).expect(200, listing(tomoAtMiras, raviAtMiras, raviAtOlgas));
    await visitor.get(path).expect(401, 'UNAUTHENTICATED');
  });

  it('include those that all members of a group may decide', async () => {
    const { mira, tomo, miras } = await members();
    await mira.post(`/v2/groups/${miras}/join-requests/approve`, { memberIds: ['tomo'] }).expect(200);
    await tomo.get(path).expect(200, listing({ siteMemberId: 'tomo', status: 'APPROVED' }));
    await mira.changes(miras, { settings: { membersCanApprove: true } });
    await tomo.get(path).expect(200, listing({ siteMemberId: 'tomo' }, { siteMemberId: 'ravi', groupId: miras }));
    await tomo.post(`/v2/groups/${miras}/leave`).expect(200);
    await tomo.get(path).expect(200, listing({ siteMemberId: 'tomo' }));
  });

  it('can be queried', async () => {
    const { mira, miras } = await members();
    await mira.post(`/v2/groups/${miras}/join-requests/approve`, { memberIds: ['tomo'] }).expect(200);
    const query = { filter: { status: 'PENDING' }, sort: [{ fieldName: 'createdDate', order: 'ASC' }] };
    await mira.post(`${path}/query`, { query }).expect(200, listing({ siteMemberId: 'ravi', groupId: miras }));
    await mira.post(`${path}/query`, { query: { filter: { groupId: 'elsewhere' } } }).expect(200, listing());
    await mira.post(`${path}/query`, { query: { filter: { reason: 'x' } } }).expect(400, 'query.filter.reason');
  });
});

it.each(['groups', 'join-requests'])('shows %s of a person to nobody else', async (what) => {
  const { olga, ravi, visitor } = await people('olga', 'ravi');
  await olga.get(`/v2/members/ravi/${what}`).expect(403, 'PERMISSION_DENIED');
  await olga.get(`/v2/members/nobody/${what}`).expect(403, 'PERMISSION_DENIED');
  await visitor.get(`/v2/members/ravi/${what}`).expect(401, 'UNAUTHENTICATED');
  await ravi.get(`/v2/members/ravi/${what}?limit=0`).expect(400, 'limit');
  await ravi.get(`/v2/members/ravi/${what}`).expect(200);
});
