import type { Body } from '../support/call';
import type { Client } from '../support/client';
import type { Person } from '../support/person';
import { eventually, stories } from '../support/stories';
import { codesOf, rounds, startInTurn, times } from './concurrent-calls';

const { people } = stories({ stores: 'embedded' });

/** Makes a call a little later: calls take differently long, and have to meet in all their steps. */
const after = async <T>(ms: number, act: () => PromiseLike<T>): Promise<T> => {
  await new Promise((go) => setTimeout(go, ms));
  return act();
};

const admin = (who: Client) => ({ memberIds: [who.id], role: { value: 'ADMIN' } });
const bans = (who: Client, id: string, whom: Client) => who.post(`/v2/groups/${id}/bans`, { memberIds: [whom.id] });
const lifts = (who: Client, id: string, whom: Client) => who.delete(`/v2/groups/${id}/bans/${whom.id}`);
const ends = (who: Client, whom: string) => who.delete(`/v2/site-members/${whom}`);

/**
 * Expects what holds of every group once its policies are done: the counts are those of the lists, nobody is a member and banned, and the
 * owner, where there is one, is an admin and a member.
 */
async function expectConsistent(
  app: Client,
  id: string,
): Promise<{ group: Body; members: string[]; banned: string[] }> {
  const { group } = await app.get(`/v2/groups/${id}`).expect(200);
  const { members: list } = await app.get(`/v2/groups/${id}/members?limit=1000`).expect(200);
  const roles = new Map<string, string>(list.map(({ memberId, role }: Body) => [memberId, role.value]));
  const banned: string[] = (await app.get(`/v2/groups/${id}/bans?limit=1000`).expect(200)).bans.map(
    ({ memberId }: Body) => memberId,
  );
  const { metadata: waiting } = await app
    .post(`/v2/groups/${id}/join-requests/query`, { query: { filter: { status: 'PENDING' } } })
    .expect(200);
  expect(group).toMatchObject({ membersCount: roles.size, pendingMembersCount: waiting.total });
  expect(banned.filter((memberId) => roles.has(memberId))).toEqual([]);
  if (group.ownerId !== undefined) expect([group.ownerId, roles.get(group.ownerId)]).toEqual([group.ownerId, 'ADMIN']);
  return { group, members: [...roles.keys()].sort(), banned };
}

describe('two admins', () => {
  it('who ban each other: one of them does', async () => {
    const { olga, mira, zoe, app } = await people('olga', 'mira', 'zoe');
    const id = await olga.createsGroup();
    await olga.adds(id, mira, zoe);
    for (const n of rounds(50)) {
      await olga.makesAdmin(id, mira, zoe);
      const result = await codesOf(
        ...startInTurn(
          n,
          () => bans(mira, id, zoe),
          () => bans(zoe, id, mira),
        ),
      );
      expect([...result].sort()).toEqual([200, 'PERMISSION_DENIED']);
      const out = result[0] === 200 ? zoe : mira;
      await eventually(async () =>
        expect(await expectConsistent(app, id)).toMatchObject({
          members: [out === zoe ? 'mira' : 'zoe', 'olga'].sort(),
          banned: [out.id],
        }),
      );
      await lifts(olga, id, out).expect(200);
      await olga.adds(id, out);
    }
  });

  it('who ban a third one at once both succeed, and it is one ban', async () => {
    const { olga, mira, zoe, app } = await people('olga', 'mira', 'zoe');
    const id = await olga.createsGroup();
    await olga.adds(id, mira, zoe);
    for (const n of rounds(20)) {
      await olga.makesAdmin(id, mira, zoe);
      const responses = await Promise.all(
        startInTurn(
          n,
          () => bans(olga, id, zoe),
          () => bans(mira, id, zoe),
        ),
      );
      expect(responses.map(({ status }) => status)).toEqual([200, 200]);
      expect(responses[0]!.body).toEqual(responses[1]!.body);
      await eventually(async () =>
        expect(await expectConsistent(app, id)).toMatchObject({ members: ['mira', 'olga'] }),
      );
      await lifts(olga, id, zoe).expect(200);
      await olga.adds(id, zoe);
    }
  });
});

describe('a ban', () => {
  it.each([
    ['the person joins', 'PUBLIC', (id: string, ravi: Person) => ravi.post(`/v2/groups/${id}/join`)],
    ['the person asks', 'PRIVATE', (id: string, ravi: Person) => ravi.post(`/v2/groups/${id}/join-requests`)],
    [
      'the person is added',
      'PUBLIC',
      (id: string, ravi: Person, olga: Person) => olga.post(`/v2/groups/${id}/members`, { memberIds: [ravi.id] }),
    ],
  ] as const)('holds, though %s in the same moment', async (_, privacyStatus, comes) => {
    const { olga, ravi, app } = await people('olga', 'ravi');
    const id = await olga.createsGroup({ privacyStatus });
    for (const n of rounds(40)) {
      const result = await codesOf(
        ...startInTurn(
          n,
          () => comes(id, ravi, olga),
          () => bans(olga, id, ravi),
        ),
      );
      expect([200, 'BANNED']).toContain(result[0]);
      expect(result[1]).toBe(200);
      await eventually(async () => {
        const { members, banned, group } = await expectConsistent(app, id);
        expect([members, banned, group.pendingMembersCount]).toEqual([['olga'], ['ravi'], 0]);
      });
      await lifts(olga, id, ravi).expect(200);
    }
  });

  it('and a request that is granted in the same moment leave the person out', async () => {
    const { olga, mira, ravi, app } = await people('olga', 'mira', 'ravi');
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    for (const n of rounds(40)) {
      await ravi.asks(id);
      const grants = () => mira.post(`/v2/groups/${id}/join-requests/approve`, { memberIds: ['ravi'] });
      const [granted, banned] = await codesOf(...startInTurn(n, grants, () => bans(olga, id, ravi)));
      expect([200, 'JOIN_REQUEST_NOT_PENDING']).toContain(granted);
      expect(banned).toBe(200);
      await eventually(async () =>
        expect(await expectConsistent(app, id)).toMatchObject({ members: ['mira', 'olga'], banned: ['ravi'] }),
      );
      await lifts(olga, id, ravi).expect(200);
    }
  });

  it('takes the role too that is given in the same moment', async () => {
    const { olga, mira, ravi, app } = await people('olga', 'mira', 'ravi');
    const id = await olga.createsGroup();
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    for (const n of rounds(40)) {
      await olga.adds(id, ravi);
      const assigns = () => mira.post(`/v2/groups/${id}/roles/assign`, admin(ravi));
      const [assigned, banned] = await codesOf(...startInTurn(n, assigns, () => bans(olga, id, ravi)));
      expect([200, 'NOT_A_MEMBER']).toContain(assigned);
      expect(banned).toBe(200);
      await eventually(async () =>
        expect(await expectConsistent(app, id)).toMatchObject({ members: ['mira', 'olga'], banned: ['ravi'] }),
      );
      await ravi.patch(`/v2/groups/${id}`, { group: { teaser: 'x' } }).expect(403, 'PERMISSION_DENIED');
      await lifts(olga, id, ravi).expect(200);
      await ravi.joins(id);
      await ravi.patch(`/v2/groups/${id}`, { group: { teaser: 'x' } }).expect(403, 'PERMISSION_DENIED');
      await bans(olga, id, ravi).expect(200);
      await lifts(olga, id, ravi).expect(200);
    }
  });

  it('that is lifted while it is set is either', async () => {
    const { olga, mira, ravi, app } = await people('olga', 'mira', 'ravi');
    const id = await olga.createsGroup();
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    for (const n of rounds(40)) {
      await olga.adds(id, ravi);
      if (n % 3 > 0) await olga.makesAdmin(id, ravi);
      const [banned, lifted] = await codesOf(
        ...startInTurn(
          n,
          () => bans(olga, id, ravi),
          () => lifts(mira, id, ravi),
        ),
      );
      expect(banned).toBe(200);
      expect([200, 'BAN_NOT_FOUND']).toContain(lifted);
      await eventually(async () =>
        expect(await expectConsistent(app, id)).toMatchObject({
          members: ['mira', 'olga'],
          banned: lifted === 200 ? [] : ['ravi'],
        }),
      );
      if (lifted !== 200) await lifts(olga, id, ravi).expect(200);
    }
  });
});

describe('an account that ends', () => {
  const names = times(30).map((n) => `person-${n}`);

  it.each([
    ['joins', 'PUBLIC', 'join'],
    ['asks', 'PRIVATE', 'join-requests'],
  ] as const)('while its owner %s leaves nothing behind', async (_, privacyStatus, how) => {
    const them = await people('olga', ...names);
    const { olga, app } = { olga: them.olga!, app: them.app };
    const id = await olga.createsGroup({ privacyStatus });
    await Promise.all(
      names.map(async (name, n) => {
        const comes = () => them[name]!.post(`/v2/groups/${id}/${how}`);
        const [came, ended] = await codesOf(...startInTurn(n, comes, () => ends(app, name)));
        expect([200, 'UNAUTHENTICATED']).toContain(came);
        expect(ended).toBe(200);
      }),
    );
    await eventually(async () => {
      const { members, group } = await expectConsistent(app, id);
      expect([members, group.pendingMembersCount]).toEqual([['olga'], 0]);
    });
  });

  it('while others add or promote its owner leaves nothing behind', async () => {
    const them = await people('olga', 'mira', ...names);
    const { olga, mira, app } = { olga: them.olga!, mira: them.mira!, app: them.app };
    const id = await olga.createsGroup();
    await olga.adds(id, mira, ...names.slice(15).map((name) => them[name]!));
    await Promise.all(
      names.map(async (name, n) => {
        const acts = () =>
          n < 15
            ? olga.post(`/v2/groups/${id}/members`, { memberIds: [name] })
            : olga.post(`/v2/groups/${id}/roles/assign`, admin(them[name]!));
        const [acted, ended] = await codesOf(...startInTurn(n, acts, () => ends(app, name)));
        expect([200, 'SITE_MEMBER_NOT_FOUND', 'NOT_A_MEMBER']).toContain(acted);
        expect(ended).toBe(200);
      }),
    );
    await eventually(async () => expect((await expectConsistent(app, id)).members).toEqual(['mira', 'olga']));
    await ends(app, 'olga').expect(200);
    await eventually(async () =>
      expect(await expectConsistent(app, id)).toMatchObject({ members: ['mira'], group: { ownerId: 'mira' } }),
    );
  });

  it('while its owner founds a group or asks for one leaves no group that is theirs, and no request', async () => {
    const them = await people(...names);
    const { siteAdmin, app } = them;
    const settings = (creationPolicy: string) =>
      siteAdmin.patch('/v2/settings', { settings: { creationPolicy } }).expect(200);
    const founded: string[] = [];
    for (const policy of ['ALL_MEMBERS', 'MEMBERS_WITH_APPROVAL']) {
      await settings(policy);
      await Promise.all(
        (policy === 'ALL_MEMBERS' ? names.slice(15) : names.slice(0, 15)).map(async (name, n) => {
          const found = () => them[name]!.post('/v2/groups', { group: { name } });
          const creating = found().then((response) => response);
          if (n === 0) await creating; // so that one is there, however slowly the stores answer
          const [created] = await Promise.all([creating, after(n * 3, () => ends(app, name))]);
          expect([200, 401, 404]).toContain(created.status);
          if (created.status === 200) founded.push(created.body.group.id as string);
        }),
      );
    }
    await eventually(async () => {
      await app
        .post('/v2/group-requests/query', { query: { filter: { status: 'PENDING' } } })
        .expect(200, { groupRequests: [] });
      const { groups } = await app.get('/v2/groups').expect(200);
      for (const { id } of groups)
        expect(await expectConsistent(app, id)).toMatchObject({
          members: [],
          group: expect.not.objectContaining({ ownerId: expect.anything() as unknown }) as unknown,
        });
    });
    expect(founded.length).toBeGreaterThan(0);
  });

  it('while another one of the same group does leaves the group to whoever is left', async () => {
    const { app, ravi } = await people('ravi');
    for (const n of rounds(15)) {
      const them = await people('olga', 'mira', 'zoe');
      const { olga, mira, zoe } = them;
      const id = await olga.createsGroup();
      await olga.adds(id, mira, zoe);
      if (n % 2 === 0) await olga.makesAdmin(id, mira);
      const all = ['olga', 'mira', ...(n % 3 === 0 ? ['zoe'] : [])];
      await Promise.all(all.map((name) => ends(them.app, name).expect(200)));
      await eventually(async () => {
        const { group, members } = await expectConsistent(them.app, id);
        expect([group.ownerId, members]).toEqual(n % 3 === 0 ? [undefined, []] : ['zoe', ['zoe']]);
      });
    }
    await ravi.get('/v2/groups').expect(200);
    await ends(app, 'ravi').expect(200);
  });

  it('while a group is handed to its owner leaves the group to somebody else', async () => {
    for (const n of rounds(30)) {
      const { olga, mira, zoe, app } = await people('olga', 'mira', 'zoe');
      const id = await olga.createsGroup();
      await olga.adds(id, mira, zoe);
      const whose = n % 3 === 0 ? 'olga' : 'mira';
      const hands = () => app.post(`/v2/groups/${id}/owner`, { memberId: 'mira' });
      const [handed, ended] = await codesOf(...startInTurn(n, hands, () => ends(app, whose)));
      expect([200, 'NOT_A_MEMBER', 'SITE_MEMBER_NOT_FOUND']).toContain(handed);
      expect(ended).toBe(200);
      await eventually(async () => {
        const { group, members } = await expectConsistent(app, id);
        expect(members).toEqual(whose === 'olga' ? ['mira', 'zoe'] : ['olga', 'zoe']);
        expect(group.ownerId).toBe(whose === 'olga' ? 'mira' : 'olga');
      });
    }
  });
});
