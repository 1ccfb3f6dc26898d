import { containing } from '../support/call';
import { stories } from '../support/stories';

const { people, writesNothing } = stories();
const role = (value: string, ...memberIds: string[]) => ({ memberIds, role: { value } });

it('a member becomes an admin and a member again', async () => {
  const { olga, ravi } = await people('olga', 'ravi');
  const id = await olga.createsGroup();
  await ravi.joins(id);
  const assign = `/v2/groups/${id}/roles/assign`;
  const isNow = async (value: string) => {
    await olga.get(`/v2/groups/${id}/members`).expect(200, containing({ memberId: 'ravi', role: { value } }));
    const membership = { groupId: id, status: 'JOINED', role: { value } };
    await ravi.get('/v2/members/me/memberships').expect(200, containing(membership));
    const status = value === 'ADMIN' ? 200 : 403;
    await ravi.patch(`/v2/groups/${id}`, { group: { teaser: value } }).expect(status);
  };
  const response = await olga.post(assign, { groupId: id, ...role('ADMIN', 'ravi') }).expect(200);
  expect(response).toEqual({ groupId: id, memberIds: ['ravi'], role: { value: 'ADMIN' } });
  await isNow('ADMIN');
  await writesNothing(() =>
    olga.post(assign, role('ADMIN', 'ravi', 'olga')).expect(200, { memberIds: ['ravi', 'olga'] }),
  );
  await olga.post(assign, role('MEMBER', 'ravi')).expect(200, role('MEMBER', 'ravi'));
  await isNow('MEMBER');
  await olga.makesAdmin(id, ravi);
  const taken = await olga.post(`/v2/groups/${id}/roles/unassign`, role('ADMIN', 'ravi')).expect(200);
  expect(taken).toMatchObject({ groupId: id, memberIds: ['ravi'], role: { value: 'ADMIN' } });
  await isNow('MEMBER');
});

it('each person is decided on their own', async () => {
  const { olga, ravi, mira } = await people('olga', 'ravi', 'mira');
  const id = await olga.createsGroup();
  await ravi.joins(id);
  await mira.joins(id);
  const assigned = await olga.post(`/v2/groups/${id}/roles/assign`, role('ADMIN', 'zoe', 'ravi')).expect(200);
  expect(assigned).toMatchObject({ memberIds: ['ravi'], failures: [{ id: 'zoe', code: 'NOT_A_MEMBER' }] });
  const unassigned = await olga
    .post(`/v2/groups/${id}/roles/unassign`, role('ADMIN', 'zoe', 'mira', 'olga', 'ravi'))
    .expect(200);
  expect(unassigned).toMatchObject({
    memberIds: ['ravi'],
    failures: [
      { id: 'zoe', code: 'NOT_A_MEMBER' },
      { id: 'mira', code: 'ROLE_NOT_HELD' },
      { id: 'olga', code: 'OWNER_STAYS' },
    ],
  });
});

it('invalid role changes are refused, and make nobody a member', async () => {
  const { olga, ravi } = await people('olga', 'ravi');
  const id = await olga.createsGroup();
  await ravi.joins(id);
  const [assign, unassign] = [`/v2/groups/${id}/roles/assign`, `/v2/groups/${id}/roles/unassign`];
  await writesNothing(async () => {
    await olga.post(assign, role('ADMIN', 'zoe')).expect(404, 'NOT_A_MEMBER');
    await olga.post(assign, role('MEMBER', 'zoe')).expect(404, 'NOT_A_MEMBER');
    await olga.post(assign, role('MEMBER', 'olga')).expect(409, 'OWNER_STAYS');
    await olga.post(unassign, role('ADMIN', 'zoe')).expect(404, 'NOT_A_MEMBER');
    await olga.post(unassign, role('ADMIN', 'ravi')).expect(409, 'ROLE_NOT_HELD');
    await olga.post(unassign, role('ADMIN', 'olga')).expect(409, 'OWNER_STAYS');
    await olga.post(unassign, role('MEMBER', 'ravi')).expect(400, 'role.value');
    await olga.post(assign, role('OWNER', 'ravi')).expect(400, 'role.value');
    await olga.post(assign, { memberIds: ['ravi'], role: 'ADMIN' }).expect(400, 'role');
    await olga.post(assign, { memberIds: ['ravi'] }).expect(400, 'role');
  });
  await olga.post(assign, role('MEMBER', 'ravi')).expect(200, { memberIds: ['ravi'] });
});

it('are given by admins, site admins and apps', async () => {
  const { olga, mira, ravi, zoe, siteAdmin, app, visitor } = await people('olga', 'mira', 'ravi', 'zoe');
  const id = await olga.createsGroup();
  await mira.joins(id);
  await ravi.joins(id);
  await olga.makesAdmin(id, mira);
  const [assign, unassign] = [`/v2/groups/${id}/roles/assign`, `/v2/groups/${id}/roles/unassign`];
  await writesNothing(async () => {
    for (const path of [assign, unassign]) {
      for (const who of [ravi, zoe]) await who.post(path, role('ADMIN', 'ravi')).expect(403, 'PERMISSION_DENIED');
      await visitor.post(path, role('ADMIN', 'ravi')).expect(401, 'UNAUTHENTICATED');
    }
  });
  for (const who of [mira, siteAdmin, app]) {
    await who.post(assign, role('ADMIN', 'ravi')).expect(200);
    await who.post(unassign, role('ADMIN', 'ravi')).expect(200);
  }
  await mira.post(unassign, role('ADMIN', 'mira')).expect(200);
  await writesNothing(() => mira.post(assign, role('ADMIN', 'mira')).expect(403, 'PERMISSION_DENIED'));
});
