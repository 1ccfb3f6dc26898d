import { randomUUID } from 'node:crypto';
import pMap from 'p-map';
import type { Body } from '../support/call';
import { listing } from '../support/call';
import type { Client } from '../support/client';
import { appendFromAnotherProcess } from '../support/append-from-another-process';
import { tokenFor } from '../support/people';
import { eventually, stories } from '../support/stories';
import { nextMillisecond } from './next-millisecond';

const { people, service, writesNothing } = stories();

const known = { siteMember: { profile: 'PUBLIC' } };
const ends = (who: Client, memberId: string): Promise<Body> => who.delete(`/v2/site-members/${memberId}`).expect(200);
const groupOf = async (who: Client, id: string): Promise<Body> => (await who.get(`/v2/groups/${id}`).expect(200)).group;

describe('ending an account', () => {
  it('is for site admins and apps', async () => {
    const { ravi, siteAdmin, app, visitor } = await people('ravi');
    await writesNothing(async () => {
      for (const id of ['ravi', 'me', 'nobody', 'site-admin'])
        await ravi.delete(`/v2/site-members/${id}`).expect(403, 'PERMISSION_DENIED');
      await visitor.delete('/v2/site-members/ravi').expect(401, 'UNAUTHENTICATED');
      await app.delete('/v2/site-members/me').expect(403, 'MEMBER_IDENTITY_REQUIRED');
      await app.delete('/v2/site-members/-').expect(400, 'memberId');
      await app.delete('/v2/site-members/ravi?reason=x').expect(400, 'reason');
    });
    expect(await siteAdmin.delete('/v2/site-members/ravi').expect(200)).toEqual({});
    expect(await app.delete('/v2/site-members/nobody').expect(200)).toEqual({});
  });

  it('is final', async () => {
    const { siteAdmin, app } = await people();
    await app.put('/v2/site-members/ravi', known).expect(200);
    await ends(app, 'ravi');
    await writesNothing(async () => {
      await ends(app, 'ravi');
      await ends(siteAdmin, 'ravi');
      for (const who of [app, siteAdmin]) {
        await who.put('/v2/site-members/ravi', known).expect(409, 'ACCOUNT_ENDED');
        await who.get('/v2/site-members/ravi').expect(404, 'SITE_MEMBER_NOT_FOUND');
      }
    });
  });

  it('refuses every call of the person, before anything else is checked', async () => {
    const { olga, ravi, app, visitor, site } = await people('olga', 'ravi');
    const open = await olga.createsGroup();
    const secret = await olga.createsGroup({ name: 'Secret', privacyStatus: 'SECRET' });
    await ravi.joins(open);
    await ends(app, 'ravi');
    await eventually(async () => expect(await groupOf(olga, open)).toMatchObject({ membersCount: 1 }));
    const bad = await visitor.with({ authorization: 'garbage' }).get(`/v2/groups/${open}`);
    await writesNothing(async () => {
      for (const [method, path, body] of [
        ['GET', '/v2/groups'],
        ['GET', `/v2/groups/${open}`],
        ['GET', `/v2/groups/${secret}`],
        ['GET', '/v2/groups/not-an-id'],
        ['GET', '/v2/groups?limit=0'],
        ['GET', '/v2/site-members/me'],
        ['GET', '/v2/members/me/memberships'],
        ['GET', '/v2/settings'],
        ['POST', `/v2/groups/${open}/join`, {}],
        ['POST', `/v2/groups/${secret}/join`, {}],
        ['POST', `/v2/groups/${open}/leave`, { x: 1 }],
        ['POST', '/v2/groups', { group: { name: 'Mine' } }],
        ['PUT', '/v2/site-members/me', known],
        ['DELETE', '/v2/site-members/me'],
      ] as const) {
        const response = await ravi.send(method, path, body);
        expect([path, response.status, response.text]).toEqual([path, 401, bad.text]);
        expect(response.headers.get('www-authenticate')).toBe(bad.headers.get('www-authenticate'));
      }
    });
    await ravi.with({ 'x-on-behalf-of': 'olga' }).get('/v2/groups').expect(401, 'UNAUTHENTICATED');
    const elsewhere = await tokenFor({ sub: 'ravi', role: 'member', site: `${site}-2` });
    await ravi.with({ authorization: elsewhere, 'x-wix-consistent': '' }).get('/v2/groups').expect(200, { groups: [] });
    await visitor.get(`/v2/groups/${open}`).expect(200);
  });

  it('also refuses a site admin, but not an app of the same name', async () => {
    const { siteAdmin, app, site } = await people();
    await ends(siteAdmin, siteAdmin.id);
    await siteAdmin.get('/v2/groups').expect(401, 'UNAUTHENTICATED');
    await siteAdmin.patch('/v2/settings', { settings: {} }).expect(401, 'UNAUTHENTICATED');
    const namesake = await tokenFor({ sub: siteAdmin.id, role: 'app', site });
    await app.with({ authorization: namesake }).get('/v2/groups').expect(200);
  });

  it('makes the person unknown to others', async () => {
    const { olga, app, siteAdmin } = await people('olga');
    const id = await olga.createsGroup();
    await ends(app, 'ravi');
    await writesNothing(async () => {
      await olga.post(`/v2/groups/${id}/members`, { memberIds: ['ravi'] }).expect(404, 'SITE_MEMBER_NOT_FOUND');
      await olga.post(`/v2/groups/${id}/bans`, { memberIds: ['ravi'] }).expect(404, 'SITE_MEMBER_NOT_FOUND');
      await olga
        .post(`/v2/groups/${id}/roles/assign`, { memberIds: ['ravi'], role: { value: 'ADMIN' } })
        .expect(404, 'NOT_A_MEMBER');
      for (const who of [app, siteAdmin])
        await who
          .post('/v2/groups', { group: { name: 'His' }, creatorId: 'ravi' })
          .expect(404, 'SITE_MEMBER_NOT_FOUND');
    });
  });
});

describe('when an account has ended', () => {
  it('memberships, join requests and group requests of the person end', async () => {
    const { olga, ravi, app, siteAdmin } = await people('olga', 'ravi');
    const [open, closed] = [
      await olga.createsGroup(),
      await olga.createsGroup({ name: 'Closed', privacyStatus: 'PRIVATE' }),
    ];
    await ravi.joins(open);
    await olga.makesAdmin(open, ravi);
    await ravi.asks(closed);
    const { groupRequest } = await ravi.post('/v2/groups', { group: { name: 'His own' } }).expect(200);
    await ends(app, 'ravi');
    await eventually(async () => {
      expect(await groupOf(olga, open)).toMatchObject({ membersCount: 1, pendingMembersCount: 0, ownerId: 'olga' });
      expect(await groupOf(olga, closed)).toMatchObject({ membersCount: 1, pendingMembersCount: 0 });
      await siteAdmin
        .get(`/v2/group-requests/${groupRequest.id}`)
        .expect(200, { groupRequest: { status: 'CANCELED' } });
    });
    await olga.get(`/v2/groups/${open}/members`).expect(200, listing({ memberId: 'olga' }));
    await olga.get(`/v2/groups/${closed}/join-requests`).expect(
      200,
      listing({
        siteMemberId: 'ravi',
        status: 'REJECTED',
        requestDetails: { rejectionReason: 'This person cannot become a member.' },
      }),
    );
    await siteAdmin.get('/v2/members/ravi/memberships').expect(200, { memberships: [] });
    const ended = await events('MemberRemoved', 'JoinRequestRejected', 'CreateRequestCanceled');
    expect(ended.slice(-3).map(({ metadata }) => metadata.actor.type)).toEqual(['SYSTEM', 'SYSTEM', 'SYSTEM']);
  });

  it('ownership goes to the admin of the longest standing', async () => {
    const { olga, mira, ravi, tomo, app } = await people('olga', 'mira', 'ravi', 'tomo');
    const id = await olga.createsGroup();
    await olga.adds(id, ravi);
    await olga.adds(id, tomo);
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    await olga.makesAdmin(id, tomo);
    await ends(app, 'olga');
    await eventually(async () => expect(await groupOf(mira, id)).toMatchObject({ ownerId: 'mira', membersCount: 3 }));
    await mira.changes(id, { name: 'Flow' });
    await tomo.delete(`/v2/groups/${id}/members?memberIds=mira`).expect(409, 'OWNER_STAYS');
    await ends(app, 'mira');
    await eventually(async () => expect(await groupOf(tomo, id)).toMatchObject({ ownerId: 'tomo', membersCount: 2 }));
  });

  it('ownership goes to the member of the longest standing if there is no other admin', async () => {
    const { olga, mira, ravi, tomo, app } = await people('olga', 'mira', 'ravi', 'tomo');
    const id = await olga.createsGroup();
    for (const who of [tomo, ravi, mira]) {
      await nextMillisecond();
      await olga.adds(id, who);
    }
    await tomo.leaves(id);
    await nextMillisecond();
    await tomo.joins(id);
    await ends(app, 'olga');
    const standing = listing(
      { memberId: 'tomo' },
      { memberId: 'mira' },
      { memberId: 'ravi', role: { value: 'ADMIN' } },
    );
    await eventually(async () => {
      expect(await groupOf(ravi, id)).toMatchObject({ ownerId: 'ravi', membersCount: 3 });
      await ravi.get(`/v2/groups/${id}/members`).expect(200, standing);
    });
    await ravi.changes(id, { name: 'Flow' });
  });

  it('a group without members has no owner until a site admin or an app gives it one', async () => {
    const { olga, ravi, app, siteAdmin } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    await ends(app, 'olga');
    await eventually(async () => {
      const group = await groupOf(ravi, id);
      expect(group).not.toHaveProperty('ownerId');
      expect(group).toMatchObject({ membersCount: 0 });
    });
    await ravi.joins(id);
    await ravi.patch(`/v2/groups/${id}`, { group: { name: 'Mine' } }).expect(403, 'PERMISSION_DENIED');
    await siteAdmin.changes(id, { name: 'Flow' });
    await app.post(`/v2/groups/${id}/roles/assign`, { memberIds: ['ravi'], role: { value: 'ADMIN' } }).expect(200);
    await ravi.changes(id, { name: 'Mine' });
    await siteAdmin.delete(`/v2/groups/${id}`).expect(200);
  });

  it('ownership passes over people whose accounts end at the same time, however many they are', async () => {
    const names = Array.from({ length: 45 }, (_, n) => `person-${n}`);
    const { olga, ravi, app } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    await app.post(`/v2/groups/${id}/members`, { memberIds: names }).expect(200);
    await ravi.joins(id);
    await Promise.all(['olga', ...names].map((name) => ends(app, name)));
    await eventually(async () => {
      expect(await groupOf(ravi, id)).toMatchObject({ ownerId: 'ravi', membersCount: 1 });
      await ravi.get(`/v2/groups/${id}/members`).expect(200, listing({ memberId: 'ravi', role: { value: 'ADMIN' } }));
    });
  });
});

describe('what another process writes at the same time, before it knows that the account has ended,', () => {
  it('ends as well', async () => {
    const { olga, mira, app, site } = await people('olga', 'mira');
    const [open, closed, handed] = [
      await olga.createsGroup(),
      await olga.createsGroup({ name: 'Closed', privacyStatus: 'PRIVATE' }),
      await olga.createsGroup({ name: 'Handed over' }),
    ];
    await mira.joins(handed);
    await ends(app, 'ravi');
    const membership = (groupId: string) => `membership-${site}.${groupId}.ravi`;
    const [created, requested] = [randomUUID(), randomUUID()];
    const { details } = await createdEvent(site, handed);
    for (const [stream, type, data] of [
      [membership(open), 'MemberJoined', { groupId: open, memberId: 'ravi', way: 'JOINED' }],
      [membership(closed), 'JoinRequested', { groupId: closed, memberId: 'ravi', groupRevision: 0 }],
      [membership(handed), 'MemberInvited', { groupId: handed, memberId: 'ravi' }],
      [`group-${site}.${created}`, 'GroupCreated', { groupId: created, ownerId: 'ravi', slug: 'f', group: details }],
      [
        `group-${site}.${requested}`,
        'CreateRequestSubmitted',
        { groupId: requested, requestedById: 'ravi', group: details },
      ],
      [`group-${site}.${handed}`, 'GroupOwnershipTransferred', { groupId: handed, from: 'olga', to: 'ravi' }],
    ] as const)
      await appendFromAnotherProcess(service().events, site, stream, { type, data });
    await eventually(async () => {
      for (const [id, membersCount, ownerId] of [
        [open, 1, 'olga'],
        [closed, 1, 'olga'],
        [handed, 2, 'olga'],
        [created, 0, undefined],
      ] as const) {
        const group = await groupOf(app, id);
        expect(group).toMatchObject({ membersCount, pendingMembersCount: 0 });
        expect(group.ownerId).toBe(ownerId);
      }
      await app.get(`/v2/group-requests/${requested}`).expect(200, { groupRequest: { status: 'CANCELED' } });
      await app.get('/v2/members/ravi/memberships').expect(200, { memberships: [] });
      await app.get(`/v2/groups/${handed}/invitations`).expect(200, { invitations: [] });
    });
  });
});

describe('an account', () => {
  const embedded = stories({ stores: 'embedded' });
  /** Several times the 25 groups that a policy looks up at once. */
  const GROUPS = process.env.LONG === undefined ? 90 : 300;

  it('in many groups can end, and other writes do not wait for it', async () => {
    const { app, tomo, site } = await embedded.people('ravi', 'tomo');
    const all = Array.from({ length: GROUPS }, (_, n) => n);
    const isTomos = (n: number) => n % 3 === 0; // with olga as a member; olga owns the others, with ravi as a member
    const create = async (n: number): Promise<string> => {
      const body = { group: { name: `Group ${n}`, privacyStatus: 'SECRET' }, creatorId: isTomos(n) ? 'tomo' : 'olga' };
      const { group } = await app.post('/v2/groups', body).expect(200);
      await app.post(`/v2/groups/${group.id}/members`, { memberIds: [isTomos(n) ? 'olga' : 'ravi'] }).expect(200);
      return group.id as string;
    };
    const ids = await pMap(all, create, { concurrency: 20 });
    const ending = ends(app, 'olga');
    const beside = await tomo.createsGroup({ name: 'Beside' });
    await ending;
    await eventually(async () => {
      for (const n of [0, 1, GROUPS - 2, GROUPS - 1])
        expect(await groupOf(app, ids[n]!)).toMatchObject({ membersCount: 1, ownerId: isTomos(n) ? 'tomo' : 'ravi' });
      await app.get('/v2/members/olga/memberships').expect(200, { metadata: { total: 0 } });
      await app.get('/v2/members/ravi/memberships').expect(200, { metadata: { total: (GROUPS / 3) * 2 } });
    });
    const history = await embedded.service().events.readAll({ limit: 100_000 });
    const created = history.findIndex(({ stream }) => stream === `group-${site}.${beside}`);
    const isEndOfOlga = ({ type, data }: (typeof history)[number]) =>
      type === 'MemberRemoved' && (data as { memberId?: string }).memberId === 'olga';
    const endsAfterwards = history.slice(created).filter(isEndOfOlga);
    expect(endsAfterwards.length).toBeGreaterThan(0);
  });
});

async function createdEvent(site: string, groupId: string): Promise<{ details: object }> {
  const history = await service().events.readStream(`group-${site}.${groupId}`);
  const { data } = history.find(({ type }) => type === 'GroupCreated')!;
  return { details: (data as { group: object }).group };
}

/** Everything of these types, as stored. */
async function events(...types: string[]) {
  const all = await service().events.readAll();
  return all.filter(({ type }) => types.includes(type));
}
