import { listing } from '../support/call';
import { stories } from '../support/stories';

const { people, writesNothing } = stories();
const path = '/v2/group-requests';
const yoga = { group: { name: 'Yoga', privacyStatus: 'PRIVATE' } };

it('creates the group with the same id when a site admin approves', async () => {
  const { olga, ravi, siteAdmin } = await people('olga', 'ravi');
  const { groupRequest } = await olga.post(path, yoga).expect(200);
  expect(groupRequest).toMatchObject({ status: 'PENDING', group: { id: groupRequest.id, ...yoga.group } });
  await olga.get(path).expect(200, listing({ id: groupRequest.id, status: 'PENDING' }));
  await olga.get(`${path}/${groupRequest.id}`).expect(200, { groupRequest });
  await ravi.get(`${path}/${groupRequest.id}`).expect(404, 'CREATE_REQUEST_NOT_FOUND');
  await ravi.get(`/v2/groups/${groupRequest.id}`).expect(404, 'GROUP_NOT_FOUND');
  await siteAdmin.post(`${path}/approve`, { groupRequestIds: [groupRequest.id] }).expect(200);
  await ravi.get(`/v2/groups/${groupRequest.id}`).expect(200, { group: { ownerId: 'olga', name: 'Yoga' } });
});

it('is refused to callers who can create groups, and where only site admins can', async () => {
  const { olga, siteAdmin, app, visitor } = await people('olga');
  const policy = (creationPolicy: string) =>
    siteAdmin.patch('/v2/settings', { settings: { creationPolicy } }).expect(200);
  const refusedTo = async (refusal: string, status: number) => {
    await writesNothing(async () => {
      await olga.post(path, yoga).expect(status, refusal);
      await siteAdmin.post(path, yoga).expect(409, 'CREATE_DIRECTLY');
      await app.post(path, yoga).expect(403, 'MEMBER_IDENTITY_REQUIRED');
      await visitor.post(path, yoga).expect(401, 'UNAUTHENTICATED');
    });
  };
  await policy('ALL_MEMBERS');
  await refusedTo('CREATE_DIRECTLY', 409);
  await policy('ADMINS_ONLY');
  await refusedTo('CREATION_NOT_ALLOWED', 403);
  await policy('MEMBERS_WITH_APPROVAL');
  await olga.post(path, yoga).expect(200);
});

it('is limited to fifty pending requests of a person, through both routes', async () => {
  const { olga, ravi } = await people('olga', 'ravi');
  for (let n = 0; n < 50; n++) await olga.post(n % 2 ? path : '/v2/groups', yoga).expect(200);
  await writesNothing(() => olga.post(path, yoga).expect(409, 'TOO_MANY_PENDING'));
  await ravi.post(path, yoga).expect(200);
});

it.each([
  ['no body', undefined, 'group'],
  ['no name', { group: {} }, 'group.name'],
  ['a founder', { ...yoga, creatorId: 'ravi' }, 'creatorId'],
  ['a wrong privacy', { group: { name: 'Yoga', privacyStatus: 'OPEN' } }, 'group.privacyStatus'],
  [
    'settings that disagree',
    { group: { name: 'Yoga', settings: { membersCanInvite: true, allowedToInviteMembers: 'OWNER' } } },
    'group.settings.membersCanInvite',
  ],
])('refuses %s', async (_, body, field) => {
  const { olga } = await people('olga');
  await writesNothing(() => olga.post(path, body).expect(400, field));
});
