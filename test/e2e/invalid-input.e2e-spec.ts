import { randomUUID } from 'node:crypto';
import type { People } from '../support/people';
import { stories } from '../support/stories';

const { people, writesNothing } = stories();
const emoji = '🧘'; // one character, two UTF-16 units
const ids = (count: number) => Array.from({ length: count }, (_, n) => `person-${n}`);

let site: People<'olga'>;
let id: string;
beforeAll(async () => {
  site = await people('olga');
  id = await site.olga.createsGroup({ privacyStatus: 'PRIVATE' });
});

describe('a group', () => {
  it.each<[unknown, string]>([
    [undefined, 'group'],
    [null, 'group'],
    [[], 'group'],
    ['Yoga', 'group'],
    [{}, 'group.name'],
    [{ name: null }, 'group.name'],
    [{ name: 7 }, 'group.name'],
    [{ name: '' }, 'group.name'],
    [{ name: ' \u00a0\t ' }, 'group.name'],
    [{ name: '\u200b\u3164\u2800\u0301' }, 'group.name'],
    [{ name: 'Yo\u202ega' }, 'group.name'],
    [{ name: 'x'.repeat(101) }, 'group.name'],
    [{ name: emoji.repeat(101) }, 'group.name'],
    [{ name: 'Yo\nga' }, 'group.name'],
    [{ name: 'Yo\u0000ga' }, 'group.name'],
    [{ name: 'Yo\u0085ga' }, 'group.name'],
    [{ name: ['Yoga'] }, 'group.name'],
    [{ name: 'Yoga', description: 'x'.repeat(20481) }, 'group.description'],
    [{ name: 'Yoga', description: 7 }, 'group.description'],
    [{ name: 'Yoga', teaser: 'x'.repeat(1001) }, 'group.teaser'],
    [{ name: 'Yoga', memberTitle: '' }, 'group.memberTitle'],
    [{ name: 'Yoga', memberTitle: '\u2800' }, 'group.memberTitle'],
    [{ name: 'Yoga', memberTitle: '\u2067Yogis\u2069' }, 'group.memberTitle'],
    [{ name: 'Yoga', memberTitle: 'x'.repeat(1001) }, 'group.memberTitle'],
    [{ name: 'Yoga', privacyStatus: 'UNKNOWN' }, 'group.privacyStatus'],
    [{ name: 'Yoga', privacyStatus: 'public' }, 'group.privacyStatus'],
    [{ name: 'Yoga', privacyStatus: ['PUBLIC'] }, 'group.privacyStatus'],
    [{ name: 'Yoga', privacyStatus: null }, 'group.privacyStatus'],
    [{ name: 'Yoga', colour: 'red' }, 'group.colour'],
    [{ name: 'Yoga', coverImage: [] }, 'group.coverImage'],
    [{ name: 'Yoga', coverImage: { imageUrl: 'x' } }, 'group.coverImage.imageUrl'],
    [{ name: 'Yoga', coverImage: { altText: 'x'.repeat(201) } }, 'group.coverImage.altText'],
    [{ name: 'Yoga', coverImage: { image: { width: 1.5 } } }, 'group.coverImage.image.width'],
    [{ name: 'Yoga', coverImage: { image: { height: -1 } } }, 'group.coverImage.image.height'],
    [{ name: 'Yoga', coverImage: { image: { height: 2 ** 53 } } }, 'group.coverImage.image.height'],
    [{ name: 'Yoga', coverImage: { image: { mediaId: 'x'.repeat(1001) } } }, 'group.coverImage.image.mediaId'],
    [{ name: 'Yoga', coverImage: { position: { x: '1' } } }, 'group.coverImage.position.x'],
    [{ name: 'Yoga', coverImage: { mobilePosition: { y: null } } }, 'group.coverImage.mobilePosition.y'],
    [{ name: 'Yoga', settings: null }, 'group.settings'],
    [{ name: 'Yoga', settings: [] }, 'group.settings'],
    [{ name: 'Yoga', settings: { showMemberList: 'true' } }, 'group.settings.showMemberList'],
    [{ name: 'Yoga', settings: { showMemberList: null } }, 'group.settings.showMemberList'],
    [{ name: 'Yoga', settings: { allowedToAddMembers: 'UNKNOWN' } }, 'group.settings.allowedToAddMembers'],
    [{ name: 'Yoga', settings: { allowedToDance: 'OWNER' } }, 'group.settings.allowedToDance'],
    [{ name: 'Yoga', settings: { onboardingStepsSettings: {} } }, 'group.settings.onboardingStepsSettings'],
    [
      { name: 'Yoga', settings: { onboardingStepsSettings: [{ stepKey: 'DANCE', visible: true }] } },
      'group.settings.onboardingStepsSettings[0].stepKey',
    ],
  ])('%j: %s', async (group, field) => {
    await writesNothing(async () => {
      await site.siteAdmin.post('/v2/groups', { group }).expect(400, field);
      if (field !== 'group.name' || (group as { name?: unknown }).name !== undefined)
        await site.olga.patch(`/v2/groups/${id}`, { group }).expect(400, field);
    });
  });

  it('ignores an id when it is created, and refuses another id when it is updated', async () => {
    for (const own of ['1', null, 7]) {
      await site.siteAdmin.post('/v2/groups', { group: { name: 'Yoga', id: own } }).expect(200);
      await site.olga.patch(`/v2/groups/${id}`, { group: { id: own } }).expect(400, 'group.id');
    }
  });

  it('with several mistakes gets all of them, each once', async () => {
    const group = { name: '', teaser: 7, colour: 'red' };
    const { details } = await site.siteAdmin.post('/v2/groups', { group, contentType: 'HTML' }).expect(400);
    const fields = details.validationError.fieldViolations.map(({ field }: { field: string }) => field).sort();
    expect(fields).toEqual(['contentType', 'group.colour', 'group.name', 'group.teaser']);
  });

  it.each(['👨‍👩‍👧 می‌خواهم', 'Cafe\u0301', '\u200eיוגה\u200f'])('keeps its name as it is given: %s', async (name) => {
    const group = { name, teaser: '\u202eYoga\n\u200b', memberTitle: '🏳️‍🌈' };
    const { siteAdmin } = await people();
    const created = await siteAdmin
      .post('/v2/groups', { group: { ...group, name: `\u00a0${name}\n` } })
      .expect(200, { group });
    await siteAdmin.get(`/v2/groups/${created.group.id}`).expect(200, { group });
  });

  it('with the longest texts is kept unchanged', async () => {
    const longest = { name: emoji.repeat(100), description: emoji.repeat(20480), teaser: emoji.repeat(1000) };
    const { siteAdmin } = await people();
    const { group } = await siteAdmin.post('/v2/groups', { group: longest }).expect(200, { group: longest });
    await siteAdmin.get(`/v2/groups/${group.id}`).expect(200, { group: longest });
  });
});

describe('ids in a path', () => {
  it.each(['undefined', 'me', '1', 'null', '0f0c1a52-7a29-4b5e-9d4c', '%20', 'x'.repeat(2000)])('%s', async (bad) => {
    const { olga, siteAdmin } = site;
    await writesNothing(async () => {
      await olga.get(`/v2/groups/${bad}`).expect(400, 'groupId');
      await olga.patch(`/v2/groups/${bad}`, { group: { name: 'x' } }).expect(400, 'groupId');
      await olga.delete(`/v2/groups/${bad}`).expect(400, 'groupId');
      await olga.post(`/v2/groups/${bad}/join`).expect(400, 'groupId');
      await olga.post(`/v2/groups/${bad}/members/query`, { query: { paging: { limit: 2 } } }).expect(400, 'groupId');
      await olga.get(`/v2/groups/${bad}/join-requests`).expect(400, 'groupId');
      await olga.get(`/v2/group-requests/${bad}`).expect(400, 'groupRequestId');
      await siteAdmin.post(`/v2/group-requests/${bad}/cancel`).expect(400, 'groupRequestId');
    });
  });

  it.each(['-ravi', '_', 'ra vi', 'ravi@example.org', '|ravi', 'x'.repeat(129), 'räv'])(
    'of members: %s',
    async (bad) => {
      const { siteAdmin } = site;
      const path = encodeURIComponent(bad);
      await writesNothing(async () => {
        await siteAdmin.get(`/v2/members/${path}/memberships`).expect(400, 'memberId');
        await siteAdmin.post(`/v2/members/${path}/memberships/query`).expect(400, 'memberId');
        await siteAdmin.get(`/v2/site-members/${path}`).expect(400, 'memberId');
        await siteAdmin.put(`/v2/site-members/${path}`, { siteMember: { profile: 'PUBLIC' } }).expect(400, 'memberId');
      });
    },
  );

  it('that cannot be decoded', () => site.olga.get('/v2/groups/%zz').expect(400, 'path'));

  it('that differ between path and query or body', async () => {
    const other = randomUUID();
    await writesNothing(async () => {
      await site.olga.get(`/v2/groups/${id}?groupId=${other}`).expect(400, 'groupId');
      await site.olga.delete(`/v2/groups/${id}?groupId=${other}`).expect(400, 'groupId');
      await site.olga.post(`/v2/groups/${id}/leave`, { groupId: other }).expect(400, 'groupId');
      await site.olga.get('/v2/members/olga/memberships?memberId=ravi').expect(400, 'memberId');
    });
  });
});

describe('lists of ids', () => {
  it.each<[unknown, string]>([
    [undefined, 'memberIds'],
    [null, 'memberIds'],
    ['ravi', 'memberIds'],
    [[], 'memberIds'],
    [ids(101), 'memberIds'],
    [Array.from({ length: 1001 }, () => 'ravi'), 'memberIds'],
    [['ravi', 'ra vi'], 'memberIds'],
    [['ravi', 7], 'memberIds'],
    [['me'], 'memberIds'],
  ])('%j', async (memberIds, field) => {
    await writesNothing(async () => {
      for (const [path, more] of [
        ['members', {}],
        ['join-requests/approve', {}],
        ['roles/assign', { role: { value: 'ADMIN' } }],
        ['roles/unassign', { role: { value: 'ADMIN' } }],
      ] as const)
        await site.olga.post(`/v2/groups/${id}/${path}`, { memberIds, ...more }).expect(400, field);
    });
  });

  it('in a query string', async () => {
    const path = `/v2/groups/${id}/members`;
    const all = (count: number) => ids(count).join('&memberIds=');
    await writesNothing(async () => {
      for (const query of ['', '?memberIds=', '?memberIds=ra%20vi', `?memberIds=${all(101)}`, '?memberIds=me'])
        await site.olga.delete(`${path}${query}`).expect(400, 'memberIds');
      await site.olga.delete(`${path}?memberIds=ravi&force=1`).expect(400, 'force');
    });
  });

  it('of requests to create groups', async () => {
    const [approve, reject] = ['/v2/group-requests/approve', '/v2/group-requests/reject'];
    const uuids = Array.from({ length: 101 }, () => randomUUID());
    await writesNothing(async () => {
      for (const groupRequestIds of [undefined, [], ['1'], uuids])
        await site.siteAdmin.post(approve, { groupRequestIds }).expect(400, 'groupRequestIds');
      const inBothCases = uuids.slice(0, 60).flatMap((uuid) => [uuid, uuid.toUpperCase()]);
      await site.siteAdmin
        .post(approve, { groupRequestIds: inBothCases })
        .expect(404, ({ details }) => expect(details.applicationError.data.failures).toHaveLength(60));
      const rejections = uuids.map((groupRequestId) => ({ groupRequestId }));
      for (const bad of [undefined, [], {}, rejections])
        await site.siteAdmin.post(reject, { rejections: bad }).expect(400, 'rejections');
      const one = { groupRequestId: uuids[0] };
      await site.siteAdmin.post(reject, { rejections: [one, {}] }).expect(400, 'rejections[1].groupRequestId');
      await site.siteAdmin.post(reject, { rejections: ['x'] }).expect(400, 'rejections');
      await site.siteAdmin
        .post(reject, { rejections: [{ ...one, reason: 'x'.repeat(1001) }] })
        .expect(400, 'rejections[0].reason');
      await site.siteAdmin.post(reject, { rejections: [{ ...one, reason: null }] }).expect(400, 'rejections[0].reason');
      await site.siteAdmin.post(reject, { rejections: [{ ...one, why: 'x' }] }).expect(400, 'rejections[0].why');
      await site.siteAdmin
        .post(reject, { rejections: [one, { ...one, reason: 'x' }] })
        .expect(400, 'rejections[1].reason');
    });
  });
});

describe('other input', () => {
  it('in join requests', async () => {
    const { ravi } = await people('ravi');
    const path = `/v2/groups/${id}/join-requests`;
    await writesNothing(async () => {
      for (const message of [7, null, 'x'.repeat(1001), {}]) await ravi.post(path, { message }).expect(400, 'message');
      await ravi.post(path, { text: 'Hello' }).expect(400, 'text');
      await ravi.post(`/v2/groups/${id}/join`, { autoJoin: true }).expect(400, 'autoJoin');
    });
  });

  it('in a query string', async () => {
    const { olga } = site;
    await writesNothing(async () => {
      for (const [query, field] of [
        ['limit=0', 'limit'],
        ['limit=1001', 'limit'],
        ['limit=ten', 'limit'],
        ['limit=', 'limit'],
        ['limit=1&limit=2', 'limit'],
        ['limit=1e1', 'limit'],
        ['offset=-1', 'offset'],
        ['offset=100001', 'offset'],
        ['limit=1&paging.limit=2', 'limit'],
        ['sort=name', 'sort'],
      ] as const)
        for (const list of [
          '/v2/groups',
          `/v2/groups/${id}/members`,
          `/v2/groups/${id}/join-requests`,
          '/v2/group-requests',
          '/v2/members/me/memberships',
        ])
          await olga
            .get(`${list}?${query}`)
            .expect(400, ({ details }) =>
              expect(details.validationError.fieldViolations[0].field).toMatch(new RegExp(`^(paging\\.)?${field}$`)),
            );
      await olga.get(`/v2/groups?contentType=HTML`).expect(400, 'contentType');
      await olga.get(`/v2/groups/${id}?limit=1`).expect(400, 'limit');
      await olga.post(`/v2/groups/${id}/join?force=1`).expect(400, 'force');
    });
  });
});
