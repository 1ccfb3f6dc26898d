import { containing, listing } from '../support/call';
import { stories } from '../support/stories';

const { people, writesNothing } = stories();
const yoga = { group: { name: 'Yoga' } };
const aDate = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown;
const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as unknown;
const defaults = {
  membersCanInvite: false,
  membersCanApprove: false,
  welcomeMemberPostEnabled: true,
  groupDetailsChangedPostEnabled: true,
  showMemberList: true,
  aiSpamProtectionEnabled: true,
  allowedToInviteMembers: 'OWNER_AND_ADMINS',
  allowedToApproveJoinRequests: 'OWNER_AND_ADMINS',
  allowedToAddMembers: 'OWNER_AND_ADMINS',
  allowedToCreatePosts: 'ALL_MEMBERS',
  allowedToCommentPosts: 'ALL_MEMBERS',
};

describe('a site where members need approval, as a new one is', () => {
  it('gives a member the future group, and a request with the same id', async () => {
    const { olga } = await people('olga');
    const { group, groupRequest } = await olga.post('/v2/groups', yoga).expect(200);
    expect(group).toEqual({ id: uuid, name: 'Yoga', privacyStatus: 'PUBLIC', settings: defaults });
    expect(groupRequest).toEqual({ id: group.id, group, status: 'PENDING', createdDate: aDate, requestDetails: {} });
  });

  it('has no such group until it is approved', async () => {
    const { olga, ravi, siteAdmin } = await people('olga', 'ravi');
    const { group } = await olga.post('/v2/groups', yoga).expect(200);
    for (const who of [olga, ravi, siteAdmin]) {
      await who.get(`/v2/groups/${group.id}`).expect(404, 'GROUP_NOT_FOUND');
      await who.get('/v2/groups/slugs/yoga').expect(404, 'GROUP_NOT_FOUND');
      await who.get('/v2/groups').expect(200, { groups: [], metadata: { total: 0 } });
      await who.post(`/v2/groups/${group.id}/join`).expect(404, 'GROUP_NOT_FOUND');
      await who.patch(`/v2/groups/${group.id}`, { group: { name: 'Flow' } }).expect(404, 'GROUP_NOT_FOUND');
      await who.delete(`/v2/groups/${group.id}`).expect(404, 'GROUP_NOT_FOUND');
    }
  });

  it('reserves no slug for a requested group', async () => {
    const { olga, siteAdmin } = await people('olga');
    const { group } = await olga.post('/v2/groups', yoga).expect(200);
    await siteAdmin.post('/v2/groups', yoga).expect(200, { group: { slug: 'yoga' } });
    await siteAdmin.post('/v2/group-requests/approve', { groupRequestIds: [group.id] }).expect(200);
    await olga.get(`/v2/groups/${group.id}`).expect(200, { group: { slug: 'yoga-2' } });
  });

  it('lets a person have fifty pending requests, and no more', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    for (let n = 1; n <= 50; n++) await olga.post('/v2/groups', { group: { name: `Group ${n}` } }).expect(200);
    await writesNothing(() => olga.post('/v2/groups', yoga).expect(409, 'TOO_MANY_PENDING'));
    await ravi.post('/v2/groups', yoga).expect(200, { groupRequest: { status: 'PENDING' } });
    const { groupRequests } = await olga.get('/v2/group-requests?limit=1').expect(200, { metadata: { total: 50 } });
    await olga.post(`/v2/group-requests/${groupRequests[0].id}/cancel`).expect(200);
    await olga.post('/v2/groups', yoga).expect(200, { groupRequest: { status: 'PENDING' } });
  });
});

describe('a site where all members create groups', () => {
  it('creates a public group directly, with its creator as owner, admin and only member', async () => {
    const { olga, siteAdmin } = await people('olga');
    await siteAdmin.patch('/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } }).expect(200);
    const response = await olga.post('/v2/groups', yoga).expect(200);
    expect(response).toEqual({
      group: {
        id: uuid,
        slug: 'yoga',
        name: 'Yoga',
        privacyStatus: 'PUBLIC',
        settings: defaults,
        membersCount: 1,
        pendingMembersCount: 0,
        ownerId: 'olga',
        createdDate: aDate,
        updatedDate: aDate,
        lastActivityDate: aDate,
      },
    });
    await olga.get(`/v2/groups/${response.group.id}`).expect(200, (read) => expect(read).toEqual(response));
    const admin = { memberId: 'olga', role: { value: 'ADMIN' } };
    await olga.get(`/v2/groups/${response.group.id}/members`).expect(200, listing(admin));
  });
});

describe('a site where only admins create groups', () => {
  it('refuses members, and nobody else', async () => {
    const { olga, siteAdmin, app } = await people('olga');
    await siteAdmin.patch('/v2/settings', { settings: { creationPolicy: 'ADMINS_ONLY' } }).expect(200);
    await writesNothing(() => olga.post('/v2/groups', yoga).expect(403, 'CREATION_NOT_ALLOWED'));
    await siteAdmin.post('/v2/groups', yoga).expect(200, { group: { ownerId: siteAdmin.id } });
    await app.post('/v2/groups', { ...yoga, creatorId: 'olga' }).expect(200, { group: { ownerId: 'olga' } });
  });

  it('leaves earlier requests pending', async () => {
    const { olga, siteAdmin } = await people('olga');
    const { group } = await olga.post('/v2/groups', yoga).expect(200);
    await siteAdmin.patch('/v2/settings', { settings: { creationPolicy: 'ADMINS_ONLY' } }).expect(200);
    await olga.get('/v2/group-requests').expect(200, containing({ id: group.id, status: 'PENDING' }));
    await siteAdmin.post('/v2/group-requests/approve', { groupRequestIds: [group.id] }).expect(200);
    await olga.get(`/v2/groups/${group.id}`).expect(200, { group: { ownerId: 'olga' } });
  });
});

describe('the creator', () => {
  it('is the caller, or the person whom a site admin or an app names', async () => {
    const { ravi, siteAdmin, app } = await people('ravi');
    const onlyGroup = (body: object) => expect(Object.keys(body)).toEqual(['group']);
    onlyGroup(await siteAdmin.post('/v2/groups', yoga).expect(200, { group: { ownerId: siteAdmin.id } }));
    for (const who of [siteAdmin, app]) {
      const body = { ...yoga, creatorId: ravi.id };
      const { group } = await who.post('/v2/groups', body).expect(200, { group: { ownerId: 'ravi' } });
      await ravi.get(`/v2/groups/${group.id}/members`).expect(200, listing({ memberId: 'ravi' }));
    }
  });

  it('must be named by an app, and cannot be another person for a member', async () => {
    const { olga, app, visitor } = await people('olga');
    await writesNothing(async () => {
      await app.post('/v2/groups', yoga).expect(400, 'creatorId');
      await olga.post('/v2/groups', { ...yoga, creatorId: 'ravi' }).expect(403, 'PERMISSION_DENIED');
      await olga.post('/v2/groups', { ...yoga, creatorId: '-' }).expect(400, 'creatorId');
      await visitor.post('/v2/groups', yoga).expect(401, 'UNAUTHENTICATED');
    });
    await olga.post('/v2/groups', { ...yoga, creatorId: 'olga' }).expect(200, { groupRequest: { status: 'PENDING' } });
  });

  it('needs no public profile', async () => {
    const { olga } = await people('olga');
    await olga.shows('PRIVATE');
    const groupId = await olga.createsGroup();
    await olga
      .get(`/v2/groups/${groupId}/members`)
      .expect(200, listing({ memberId: 'olga', role: { value: 'ADMIN' } }));
  });
});

describe('the details of a new group', () => {
  it('are returned as they were given', async () => {
    const { siteAdmin } = await people();
    const details = {
      description: ' Every day\n\tat noon ',
      teaser: '',
      memberTitle: 'Yogis',
      privacyStatus: 'PRIVATE',
      coverImage: {
        image: { mediaId: 'm.jpg', width: 10, height: 0, preset: false },
        position: { x: 1.5, y: 'Infinity' },
        mobilePosition: { x: '-Infinity', y: 'NaN' },
        altText: 'A mat',
      },
    };
    const { group } = await siteAdmin.post('/v2/groups', { group: { name: '  Yoga\u00a0 ', ...details } }).expect(200);
    expect(group).toMatchObject({ ...details, name: 'Yoga', slug: 'yoga' });
    await siteAdmin.get(`/v2/groups/${group.id}`).expect(200, { group });
  });

  it('may be null where they may be absent', async () => {
    const { siteAdmin } = await people();
    const nothing = { description: null, teaser: null, memberTitle: null, coverImage: null };
    const { group } = await siteAdmin.post('/v2/groups', { group: { name: 'Yoga', ...nothing } }).expect(200);
    for (const field of Object.keys(nothing)) expect(group).not.toHaveProperty(field);
  });

  it('ignore read-only fields', async () => {
    const { siteAdmin } = await people();
    const readOnly = { slug: 'mine', membersCount: 7, ownerId: 'ravi', createdDate: '1970-01-01T00:00:00.000Z' };
    const others = {
      _id: 1,
      pendingMembersCount: 1,
      updatesCount: 1,
      details: {},
      createdBy: {},
      accessRestriction: {},
    };
    const { group } = await siteAdmin
      .post('/v2/groups', { group: { name: 'Yoga', ...readOnly, ...others } })
      .expect(200);
    expect(group).toMatchObject({ slug: 'yoga', membersCount: 1, ownerId: siteAdmin.id });
    expect(group.createdDate).not.toBe(readOnly.createdDate);
    expect(group).not.toHaveProperty('details');
  });

  it.each([
    [{ membersCanInvite: true }, { membersCanInvite: true, allowedToInviteMembers: 'ALL_MEMBERS' }],
    [{ membersCanApprove: true }, { membersCanApprove: true, allowedToApproveJoinRequests: 'ALL_MEMBERS' }],
    [{ allowedToInviteMembers: 'ALL_MEMBERS' }, { membersCanInvite: true, allowedToInviteMembers: 'ALL_MEMBERS' }],
    [{ allowedToInviteMembers: 'OWNER' }, { membersCanInvite: false, allowedToInviteMembers: 'OWNER' }],
    [
      { membersCanInvite: false, allowedToInviteMembers: 'ALL_MEMBERS' },
      { membersCanInvite: true, allowedToInviteMembers: 'ALL_MEMBERS' },
    ],
    [
      { membersCanInvite: true, allowedToInviteMembers: 'OWNER_AND_ADMINS' },
      { membersCanInvite: true, allowedToInviteMembers: 'ALL_MEMBERS' },
    ],
    [{ showMemberList: false }, { showMemberList: false, welcomeMemberPostEnabled: true }],
    [{ eventAddedPostEnabled: true }, { eventAddedPostEnabled: true }],
    [
      { onboardingStepsSettings: [{ stepKey: 'CREATE_POST', visible: true }] },
      { onboardingStepsSettings: [{ stepKey: 'CREATE_POST', visible: true }] },
    ],
  ])('settings %j become %j', async (settings, become) => {
    const { siteAdmin } = await people();
    const { group } = await siteAdmin.post('/v2/groups', { group: { name: 'Yoga', settings } }).expect(200);
    expect(group.settings).toEqual({ ...defaults, ...become });
  });

  it('must not contradict each other', async () => {
    const { siteAdmin } = await people();
    const settings = { membersCanApprove: true, allowedToApproveJoinRequests: 'OWNER' };
    await writesNothing(() =>
      siteAdmin
        .post('/v2/groups', { group: { name: 'Yoga', settings } })
        .expect(400, 'group.settings.membersCanApprove'),
    );
  });
});

describe('the slug', () => {
  it.each([
    ['Yoga at noon', 'yoga-at-noon'],
    ['GatorBait Gold VIP Lounge', 'gatorbait-gold-vip-lounge'],
    ['  --Yoga!!  &  Tea--  ', 'yoga-tea'],
    ['Йога и чай', 'йога-и-чай'],
    ['ヨガ 2', 'ヨガ-2'],
    ['Cafe\u0301', 'caf\u00e9'],
    ['Yo\u200dga\u3164\u0301& Tea\ufe0f', 'yoga-tea'],
    ['!!!', 'group'],
    ['x'.repeat(100), 'x'.repeat(100)],
  ])('of %j is %j', async (name, slug) => {
    const { siteAdmin } = await people();
    const { group } = await siteAdmin.post('/v2/groups', { group: { name } }).expect(200, { group: { slug } });
    await siteAdmin.get(`/v2/groups/slugs/${encodeURIComponent(slug)}`).expect(200, { group: { id: group.id } });
  });

  it('gets a number when it is taken, also beside names that end in numbers', async () => {
    const { siteAdmin } = await people();
    const slugs: string[] = [];
    for (const name of ['Yoga', 'YOGA!', 'Yoga 3', 'yoga', 'Yoga 2'])
      slugs.push((await siteAdmin.post('/v2/groups', { group: { name } }).expect(200)).group.slug);
    expect(slugs).toEqual(['yoga', 'yoga-2', 'yoga-3', 'yoga-4', 'yoga-2-2']);
  });

  it('of a secret group is random', async () => {
    const { siteAdmin } = await people();
    const secret = { group: { name: 'Yoga', privacyStatus: 'SECRET' } };
    const { group } = await siteAdmin.post('/v2/groups', secret).expect(200);
    expect(group.slug).toMatch(/^(?=.*[A-Z])[A-Za-z0-9]{8}$/);
    await siteAdmin.get(`/v2/groups/slugs/${group.slug}`).expect(200, { group: { id: group.id } });
    await siteAdmin.post('/v2/groups', yoga).expect(200, { group: { slug: 'yoga' } });
  });
});
