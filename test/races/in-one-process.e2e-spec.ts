import type { HttpResponse, Body } from '../support/call';
import type { Person } from '../support/person';
import { eventually, stories } from '../support/stories';
import { codesOf, rounds, times } from './concurrent-calls';

const { people } = stories({ stores: 'embedded' });

const sortedCodes = async (...calls: PromiseLike<HttpResponse>[]) => (await codesOf(...calls)).sort();
const membersOf = async (who: Person, id: string): Promise<string[]> =>
  (await who.get(`/v2/groups/${id}/members?limit=1000`).expect(200)).members.map(
    ({ memberId, role }: { memberId: string; role: { value: string } }) => `${memberId} ${role.value}`,
  );

/** Expects that the counts of a group are those of its lists, and that nobody waits in a group that takes no requests. */
async function expectConsistent(who: Person, id: string): Promise<Body> {
  const { group } = await who.get(`/v2/groups/${id}`).expect(200);
  const members = await membersOf(who, id);
  const { metadata: waiting } = await who
    .post(`/v2/groups/${id}/join-requests/query`, { query: { filter: { status: 'PENDING' } } })
    .expect(200);
  expect(group).toMatchObject({ membersCount: members.length, pendingMembersCount: waiting.total });
  if (group.privacyStatus !== 'PRIVATE') expect(waiting.total).toBe(0);
  return { group, members };
}

describe('two admins', () => {
  it('who remove each other: one of them does', async () => {
    const { olga, mira, zoe } = await people('olga', 'mira', 'zoe');
    const id = await olga.createsGroup();
    await olga.adds(id, mira, zoe);
    const removes = (one: Person, other: Person) => one.delete(`/v2/groups/${id}/members?memberIds=${other.id}`);
    for (const n of rounds(100)) {
      await olga.makesAdmin(id, mira, zoe);
      const [first, second] = n % 2 === 0 ? [mira, zoe] : [zoe, mira];
      expect(await sortedCodes(removes(first, second), removes(second, first))).toEqual([200, 'PERMISSION_DENIED']);
      const left = await eventually(async () => {
        const members = await membersOf(olga, id);
        expect(members).toHaveLength(2);
        return members;
      });
      expect(left).toContain('olga ADMIN');
      expect([['mira ADMIN'], ['zoe ADMIN']]).toContainEqual(left.filter((member) => member !== 'olga ADMIN'));
      await olga.adds(id, ...[mira, zoe].filter(({ id: memberId }) => !left.includes(`${memberId} ADMIN`)));
    }
    await eventually(() => expectConsistent(olga, id));
  });

  it('who demote each other: one of them does', async () => {
    const { olga, mira, zoe } = await people('olga', 'mira', 'zoe');
    const id = await olga.createsGroup();
    await olga.adds(id, mira, zoe);
    const role = (who: Person) => ({ memberIds: [who.id], role: { value: 'ADMIN' } });
    const demotes = (one: Person, other: Person) => one.post(`/v2/groups/${id}/roles/unassign`, role(other));
    for (const _ of rounds(20)) {
      await olga.makesAdmin(id, mira, zoe);
      expect(await sortedCodes(demotes(mira, zoe), demotes(zoe, mira))).toEqual([200, 'PERMISSION_DENIED']);
      await eventually(async () =>
        expect((await membersOf(olga, id)).filter((member) => member.endsWith('ADMIN'))).toHaveLength(2),
      );
    }
  });

  it('one removed while leaving is gone', async () => {
    const { olga, mira } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    for (const n of rounds(20)) {
      await olga.adds(id, mira);
      if (n % 2 === 0) await olga.makesAdmin(id, mira);
      await Promise.all([mira.post(`/v2/groups/${id}/leave`), olga.delete(`/v2/groups/${id}/members?memberIds=mira`)]);
      await eventually(async () => expect(await membersOf(olga, id)).toEqual(['olga ADMIN']));
    }
    await eventually(() => expectConsistent(olga, id));
  });

  it('one promoted while leaving returns as a plain member', async () => {
    const { olga, mira } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    const admin = { memberIds: ['mira'], role: { value: 'ADMIN' } };
    for (const n of rounds(40)) {
      await mira.joins(id);
      const calls = [
        () => mira.post(`/v2/groups/${id}/leave`),
        () => olga.post(`/v2/groups/${id}/roles/assign`, admin),
      ];
      await Promise.all((n % 2 === 0 ? calls : calls.reverse()).map((call) => call()));
      await eventually(async () => expect(await membersOf(olga, id)).toEqual(['olga ADMIN']));
      await mira.joins(id);
      expect(await membersOf(olga, id)).toContain('mira MEMBER');
      await mira.patch(`/v2/groups/${id}`, { group: { teaser: 'x' } }).expect(403, 'PERMISSION_DENIED');
      await mira.leaves(id);
    }
    await eventually(() => expectConsistent(olga, id));
  });
});

describe('slugs', () => {
  it.each([2, 20])('of %d groups of one name at once are numbered', async (count) => {
    const { siteAdmin } = await people();
    const create = () => siteAdmin.post('/v2/groups', { group: { name: 'Yoga' } }).expect(200);
    const slugs = (await Promise.all(times(count).map(create))).map(({ group }) => group.slug);
    expect(slugs.sort()).toEqual(['yoga', ...times(count - 1).map((n) => `yoga-${n + 2}`)].sort());
    for (const slug of slugs) await siteAdmin.get(`/v2/groups/slugs/${slug}`).expect(200, { group: { slug } });
  });

  it('of one group that two people rename are one of them, and the other is free', async () => {
    const { olga, siteAdmin } = await people('olga');
    for (const _ of rounds(10)) {
      const id = await olga.createsGroup();
      const names = ['Flow', 'Tea'];
      await Promise.all(names.map((name, n) => [olga, siteAdmin][n]!.changes(id, { name })));
      const { group } = await olga.get(`/v2/groups/${id}`).expect(200);
      expect(names).toContain(group.name);
      expect(group.slug).toBe(group.name.toLowerCase());
      for (const free of ['yoga', group.slug === 'tea' ? 'flow' : 'tea'])
        await olga.get(`/v2/groups/slugs/${free}`).expect(404, 'GROUP_NOT_FOUND');
      await olga.delete(`/v2/groups/${id}`).expect(200);
    }
    const names = ['Yoga', 'Flow', 'Tea'];
    const again = await Promise.all(names.map((name) => siteAdmin.post('/v2/groups', { group: { name } }).expect(200)));
    expect(again.map(({ group }) => group.slug)).toEqual(['yoga', 'flow', 'tea']);
  });

  it('of groups that take each other’s name are distinct', async () => {
    const { siteAdmin } = await people();
    const [one, other] = [
      await siteAdmin.createsGroup({ name: 'Flow' }),
      await siteAdmin.createsGroup({ name: 'Tea' }),
    ];
    for (const n of rounds(10)) {
      const [first, second] = n % 2 === 0 ? ['Tea', 'Flow'] : ['Flow', 'Tea'];
      await Promise.all([siteAdmin.changes(one, { name: first }), siteAdmin.changes(other, { name: second })]);
      const slugs = await Promise.all(
        [one, other].map(async (id) => (await siteAdmin.get(`/v2/groups/${id}`).expect(200)).group.slug as string),
      );
      expect(new Set(slugs).size).toBe(2);
      for (const slug of slugs) await siteAdmin.get(`/v2/groups/slugs/${slug}`).expect(200, { group: { slug } });
    }
  });
});

describe('a request', () => {
  it('that is approved and rejected at once is one of the two', async () => {
    const { olga, siteAdmin, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    for (const _ of rounds(20)) {
      await ravi.asks(id);
      const outcome = await sortedCodes(
        olga.post(`/v2/groups/${id}/join-requests/approve`, { memberIds: ['ravi'] }),
        siteAdmin.post(`/v2/groups/${id}/join-requests/reject`, { rejections: [{ memberId: 'ravi' }] }),
        ravi.post(`/v2/groups/${id}/join-requests/cancel`),
      );
      expect(outcome).toEqual([200, 'JOIN_REQUEST_NOT_PENDING', 'JOIN_REQUEST_NOT_PENDING']);
      const { members } = await eventually(() => expectConsistent(olga, id));
      if (members.includes('ravi MEMBER')) await ravi.leaves(id);
    }
  });

  it('to create a group, too', async () => {
    const { olga, siteAdmin, app } = await people('olga');
    for (const _ of rounds(20)) {
      const { group } = await olga.post('/v2/groups', { group: { name: 'Yoga' } }).expect(200);
      const outcome = await sortedCodes(
        siteAdmin.post('/v2/group-requests/approve', { groupRequestIds: [group.id] }),
        app.post('/v2/group-requests/reject', { rejections: [{ groupRequestId: group.id }] }),
        olga.post(`/v2/group-requests/${group.id}/cancel`),
      );
      expect(outcome).toEqual([200, 'CREATE_REQUEST_NOT_PENDING', 'CREATE_REQUEST_NOT_PENDING']);
      const { groupRequest } = await olga.get(`/v2/group-requests/${group.id}`).expect(200);
      await olga.get(`/v2/groups/${group.id}`).expect(groupRequest.status === 'APPROVED' ? 200 : 404);
      if (groupRequest.status === 'APPROVED') await siteAdmin.delete(`/v2/groups/${group.id}`).expect(200);
    }
  });

  it('is there once, however often it is made at once', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    const outcome = await sortedCodes(...times(10).map(() => ravi.post(`/v2/groups/${id}/join-requests`)));
    expect(outcome).toEqual([200, ...times(9).map(() => 'JOIN_REQUEST_PENDING')]);
    await eventually(() => expectConsistent(olga, id));
  });
});

describe('a group that changes while people come', () => {
  it.each(['PUBLIC', 'SECRET'] as const)('to %s leaves nobody waiting', async (privacyStatus) => {
    const names = times(10).map((n) => `person-${n}`);
    const them = await people('olga', ...names);
    const olga = them.olga!;
    for (const n of rounds(15)) {
      const id = await olga.createsGroup({ name: `Group ${n}`, privacyStatus: 'PRIVATE' });
      const ask = (name: string) => them[name]!.post(`/v2/groups/${id}/join-requests`);
      const change = () => olga.patch(`/v2/groups/${id}`, { group: { privacyStatus } }).expect(200);
      const [before, after] = [names.slice(0, n % 10), names.slice(n % 10)];
      const calls = [...before.map(ask), change(), ...after.map(ask)];
      const results = await Promise.all(calls);
      const accepted = results.filter(({ body }: Body) => body?.joinGroupRequest).length;
      await eventually(async () => {
        const { group, members } = await expectConsistent(olga, id);
        expect(group.privacyStatus).toBe(privacyStatus);
        expect(members).toHaveLength(privacyStatus === 'PUBLIC' ? accepted + 1 : 1);
      });
    }
  });

  it('back and forth leaves nobody waiting where one does not ask', async () => {
    const names = times(6).map((n) => `person-${n}`);
    const them = await people('olga', ...names);
    const { olga, siteAdmin } = { olga: them.olga!, siteAdmin: them.siteAdmin };
    for (const n of rounds(8)) {
      const id = await olga.createsGroup({ name: `Group ${n}`, privacyStatus: 'PRIVATE' });
      const changesOfPrivacy = ['PUBLIC', 'PRIVATE', 'SECRET', 'PRIVATE', n % 2 === 0 ? 'PUBLIC' : 'SECRET'];
      const changes = async () => {
        for (const privacyStatus of changesOfPrivacy) await siteAdmin.changes(id, { privacyStatus });
      };
      const visits = names.map(async (name) => {
        await them[name]!.post(`/v2/groups/${id}/join-requests`);
        await them[name]!.post(`/v2/groups/${id}/join`);
        await them[name]!.post(`/v2/groups/${id}/join-requests`);
      });
      await Promise.all([changes(), ...visits]);
      await eventually(() => expectConsistent(olga, id));
    }
  });

  it('by being deleted keeps nobody', async () => {
    const names = times(6).map((n) => `person-${n}`);
    const them = await people('olga', ...names);
    const { olga, siteAdmin } = { olga: them.olga!, siteAdmin: them.siteAdmin };
    for (const n of rounds(10)) {
      const id = await olga.createsGroup({ privacyStatus: n % 2 === 0 ? 'PUBLIC' : 'PRIVATE' });
      const comes = (name: string) => them[name]!.post(`/v2/groups/${id}/${n % 2 === 0 ? 'join' : 'join-requests'}`);
      const outcomes = await sortedCodes(
        ...names.slice(0, n % 6).map(comes),
        olga.delete(`/v2/groups/${id}`),
        ...names.slice(n % 6).map(comes),
      );
      for (const outcome of outcomes) expect([200, 'GROUP_NOT_FOUND']).toContain(outcome);
      await eventually(async () => {
        for (const name of [...names, 'olga'])
          await siteAdmin
            .get(`/v2/members/${name}/memberships`)
            .expect(200, { memberships: [], metadata: { total: 0 } });
      });
    }
  });
});

it('people who join and leave one group side by side never get in each other’s way', async () => {
  const names = times(30).map((n) => `person-${n}`);
  const them = await people('olga', ...names);
  const olga = them.olga!;
  const id = await olga.createsGroup();
  await Promise.all(names.map((name) => them[name]!.joins(id)));
  await eventually(async () => expect((await expectConsistent(olga, id)).members).toHaveLength(31));
  await Promise.all(names.map((name, n) => (n % 2 === 0 ? them[name]!.leaves(id) : them[name]!.joins(id))));
  await eventually(async () => expect((await expectConsistent(olga, id)).members).toHaveLength(16));
});

it('requests to create groups, more at once than may be pending: fifty are, and as many again as have ended', async () => {
  const { olga, siteAdmin } = await people('olga');
  const path = '/v2/group-requests';
  const send = async (count: number) => {
    const calls = times(count).map((n) => olga.post(n % 2 ? path : '/v2/groups', { group: { name: 'Yoga' } }));
    const codes = await codesOf(...calls);
    expect(codes.filter((code) => code !== 200 && code !== 'TOO_MANY_PENDING')).toEqual([]);
    return codes.filter((code) => code === 200).length;
  };
  expect(await send(120)).toBe(50);
  const { groupRequests } = await olga.get(`${path}?limit=100`).expect(200, { metadata: { total: 50 } });
  const [canceled, ...others] = groupRequests.map(({ id }: Body) => id as string) as [string, ...string[]];
  await olga.post(`${path}/${canceled}/cancel`).expect(200);
  await siteAdmin.post(`${path}/approve`, { groupRequestIds: others.slice(0, 2) }).expect(200);
  expect(await send(10)).toBe(3);
});
