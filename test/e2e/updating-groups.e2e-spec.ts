import { stories } from '../support/stories';
import { nextMillisecond } from './next-millisecond';

const { people, writesNothing } = stories();
const cover = { image: { mediaId: 'm.jpg', width: 1, height: 2 }, position: { x: 0, y: 1 }, altText: 'A mat' };

it.each([
  ['name', 'Flow'],
  ['description', 'Slowly'],
  ['teaser', 'Come'],
  ['teaser', ''],
  ['memberTitle', 'Yogis'],
  ['coverImage', cover],
  ['coverImage', {}],
  ['privacyStatus', 'PRIVATE'],
] as const)('changes the %s to %j, and nothing else', async (field, value) => {
  const { olga, ravi } = await people('olga', 'ravi');
  const id = await olga.createsGroup({ description: 'Daily', memberTitle: 'Friends', teaser: 'Try' });
  const { group: before } = await olga.get(`/v2/groups/${id}`).expect(200);
  await nextMillisecond();
  const { group: changed } = await olga.changes(id, { [field]: value });
  const { group } = await olga.get(`/v2/groups/${id}`).expect(200);
  expect(group).toMatchObject(changed); // a write leaves out counts that are late
  const { updatedDate, lastActivityDate, slug, ...rest } = group;
  expect(rest).toEqual({ ...without(before, 'updatedDate', 'lastActivityDate', 'slug'), [field]: value });
  expect(updatedDate > before.updatedDate).toBe(true);
  expect(lastActivityDate >= updatedDate).toBe(true);
  expect(slug).toBe(field === 'name' ? 'flow' : 'yoga');
  await ravi
    .get(`/v2/groups/${id}`)
    .expect(200, (read) => expect(read.group).toEqual(without(group, 'pendingMembersCount')));
});

it('clears optional fields with null, and refuses null elsewhere', async () => {
  const { olga } = await people('olga');
  const details = { description: 'Daily', teaser: 'Try', memberTitle: 'Yogis', coverImage: cover };
  const id = await olga.createsGroup(details);
  for (const field of Object.keys(details)) {
    const { group } = await olga.changes(id, { [field]: null });
    expect(group).not.toHaveProperty(field);
    await writesNothing(() => olga.changes(id, { [field]: null }));
  }
  await writesNothing(async () => {
    for (const field of ['name', 'privacyStatus', 'settings'])
      await olga.patch(`/v2/groups/${id}`, { group: { [field]: null } }).expect(400, `group.${field}`);
  });
});

it('replaces the whole cover image, and merges settings by key', async () => {
  const { olga } = await people('olga');
  const id = await olga.createsGroup({ coverImage: cover, settings: { showMemberList: false } });
  const { group } = await olga.changes(id, {
    coverImage: { altText: 'A bare mat' },
    settings: { welcomeMemberPostEnabled: false },
  });
  expect(group.coverImage).toEqual({ altText: 'A bare mat' });
  expect(group.settings).toMatchObject({ showMemberList: false, welcomeMemberPostEnabled: false });
});

it('writes no event for unchanged values', async () => {
  const { olga } = await people('olga');
  const id = await olga.createsGroup({ description: 'Daily', coverImage: cover, privacyStatus: 'PRIVATE' });
  const { group } = await olga.get(`/v2/groups/${id}`).expect(200);
  await nextMillisecond();
  await writesNothing(async () => {
    for (const changes of [
      {},
      group,
      { name: ` ${group.name} ` },
      { settings: {} },
      { settings: { membersCanInvite: false } },
    ])
      expect((await olga.changes(id, changes)).group).toEqual(group);
  });
  await olga.get(`/v2/groups/${id}`).expect(200, { group: { updatedDate: group.updatedDate } });
});

it('changes several fields at once', async () => {
  const { olga } = await people('olga');
  const id = await olga.createsGroup();
  const changes = { name: 'Flow', description: 'Slowly', teaser: 'Come', settings: { showMemberList: false } };
  const { group } = await olga.changes(id, { ...changes, privacyStatus: 'PRIVATE', coverImage: cover });
  expect(group).toMatchObject({ ...changes, privacyStatus: 'PRIVATE', coverImage: cover, slug: 'flow' });
});

it('accepts the id of the path in the body, in any case', async () => {
  const { olga } = await people('olga');
  const id = await olga.createsGroup();
  await olga.changes(id, { id, teaser: 'Come' });
  await olga.patch(`/v2/groups/${id.toUpperCase()}`, { group: { id, teaser: 'Go' } }).expect(200);
  await writesNothing(async () => {
    const other = '0f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d';
    await olga.patch(`/v2/groups/${id}`, { group: { id: other, teaser: 'x' } }).expect(400, 'group.id');
    await olga.patch(`/v2/groups/${id}`, { group: { teaser: 'x' }, groupId: other }).expect(400, 'groupId');
  });
});

describe('the slug', () => {
  it('follows the name, and leaves the old one free', async () => {
    const { olga, visitor } = await people('olga');
    const id = await olga.createsGroup();
    await olga.changes(id, { name: 'Flow' });
    await visitor.get('/v2/groups/slugs/flow').expect(200, { group: { id } });
    await visitor.get('/v2/groups/slugs/yoga').expect(404, 'GROUP_NOT_FOUND');
    const other = await olga.createsGroup({ name: 'Yoga' });
    await visitor.get('/v2/groups/slugs/yoga').expect(200, { group: { id: other } });
    await olga.changes(id, { name: 'Yoga' });
    await visitor.get('/v2/groups/slugs/yoga-2').expect(200, { group: { id } });
  });

  it('stays if the new name has the same slug', async () => {
    const { siteAdmin } = await people();
    await siteAdmin.createsGroup();
    const id = await siteAdmin.createsGroup();
    for (const name of ['YOGA', 'yoga!', '¡Yoga!'])
      expect((await siteAdmin.changes(id, { name })).group).toMatchObject({ name, slug: 'yoga-2' });
  });

  it('of a secret group does not follow its name until the group is no longer secret', async () => {
    const { siteAdmin } = await people();
    const id = await siteAdmin.createsGroup();
    const { group: hidden } = await siteAdmin.changes(id, { privacyStatus: 'SECRET' });
    expect(hidden.slug).toMatch(/^(?=.*[A-Z])[A-Za-z0-9]{8}$/);
    await siteAdmin.get('/v2/groups/slugs/yoga').expect(404, 'GROUP_NOT_FOUND');
    expect((await siteAdmin.changes(id, { name: 'Flow' })).group.slug).toBe(hidden.slug);
    await siteAdmin.createsGroup({ name: 'Flow' });
    expect((await siteAdmin.changes(id, { privacyStatus: 'PRIVATE' })).group.slug).toBe('flow-2');
    await siteAdmin.get(`/v2/groups/slugs/${hidden.slug}`).expect(404, 'GROUP_NOT_FOUND');
    expect((await siteAdmin.changes(id, { privacyStatus: 'PUBLIC' })).group.slug).toBe('flow-2');
  });

  it('follows a name that changes together with the privacy', async () => {
    const { siteAdmin } = await people();
    const id = await siteAdmin.createsGroup();
    await siteAdmin.changes(id, { name: 'Flow', privacyStatus: 'SECRET' });
    const { group } = await siteAdmin.changes(id, { name: 'Tea', privacyStatus: 'PUBLIC' });
    expect(group.slug).toBe('tea');
    for (const free of ['yoga', 'flow']) await siteAdmin.get(`/v2/groups/slugs/${free}`).expect(404, 'GROUP_NOT_FOUND');
  });
});

describe('callers who can update', () => {
  it('are admins of the group, site admins and apps', async () => {
    const { olga, mira, ravi, zoe, siteAdmin, app, visitor } = await people('olga', 'mira', 'ravi', 'zoe');
    const id = await olga.createsGroup();
    await mira.joins(id);
    await ravi.joins(id);
    await olga.makesAdmin(id, mira);
    for (const who of [olga, mira, siteAdmin, app]) await who.changes(id, { teaser: `By ${who.id}` });
    await zoe.createsGroup({ name: 'An admin elsewhere' });
    await writesNothing(async () => {
      for (const who of [ravi, zoe]) {
        await who.patch(`/v2/groups/${id}`, { group: { teaser: 'Mine' } }).expect(403, 'PERMISSION_DENIED');
        await who.patch(`/v2/groups/${id}`, { group: {} }).expect(403, 'PERMISSION_DENIED');
      }
      await visitor.patch(`/v2/groups/${id}`, { group: { teaser: 'Mine' } }).expect(401, 'UNAUTHENTICATED');
    });
  });

  it('and reserve rights to the owner are the owner, site admins and apps', async () => {
    const { olga, mira, siteAdmin, app } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    await mira.joins(id);
    await olga.makesAdmin(id, mira);
    const policies = ['allowedToInviteMembers', 'allowedToApproveJoinRequests', 'allowedToAddMembers'] as const;
    for (const policy of policies) {
      const set = (to: string) => ({ group: { settings: { [policy]: to } } });
      await writesNothing(() => mira.patch(`/v2/groups/${id}`, set('OWNER')).expect(403, 'PERMISSION_DENIED'));
      for (const who of [olga, siteAdmin, app]) {
        await who.patch(`/v2/groups/${id}`, set('OWNER')).expect(200, set('OWNER'));
        await writesNothing(() => mira.patch(`/v2/groups/${id}`, set('ALL_MEMBERS')).expect(403, 'PERMISSION_DENIED'));
        await mira.patch(`/v2/groups/${id}`, set('OWNER')).expect(200);
        await who.patch(`/v2/groups/${id}`, set('OWNER_AND_ADMINS')).expect(200);
      }
    }
    await olga.changes(id, { settings: { allowedToInviteMembers: 'OWNER' } });
    await writesNothing(() => mira.changes(id, { settings: { membersCanInvite: false } }));
    const lifting = { group: { settings: { membersCanInvite: true } } };
    await writesNothing(() => mira.patch(`/v2/groups/${id}`, lifting).expect(403, 'PERMISSION_DENIED'));
    await mira.changes(id, { settings: { showMemberList: false } });
  });
});

describe('a boolean setting and its allowedTo setting', () => {
  it('are one setting', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    const set = async (settings: object) => {
      const { group } = await olga.changes(id, { settings });
      return [group.settings.membersCanApprove, group.settings.allowedToApproveJoinRequests];
    };
    expect(await set({ membersCanApprove: true })).toEqual([true, 'ALL_MEMBERS']);
    expect(await set({ membersCanApprove: false })).toEqual([false, 'OWNER_AND_ADMINS']);
    expect(await set({ allowedToApproveJoinRequests: 'OWNER' })).toEqual([false, 'OWNER']);
    expect(await set({ membersCanApprove: false })).toEqual([false, 'OWNER']);
    expect(await set({ membersCanApprove: true, allowedToApproveJoinRequests: 'OWNER' })).toEqual([
      true,
      'ALL_MEMBERS',
    ]);
    const both = { membersCanApprove: false, allowedToApproveJoinRequests: 'OWNER' };
    expect(await set(both)).toEqual([false, 'OWNER']);
    const disagreeing = { membersCanApprove: true, allowedToApproveJoinRequests: 'OWNER_AND_ADMINS' };
    await writesNothing(() =>
      olga
        .patch(`/v2/groups/${id}`, { group: { settings: disagreeing } })
        .expect(400, 'group.settings.membersCanApprove'),
    );
  });
});

const without = (object: Record<string, unknown>, ...keys: string[]) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
