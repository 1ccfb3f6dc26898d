import type { HttpResponse } from '../support/call';
import type { Client } from '../support/client';
import { handsOver, whoOwns } from '../support/ownership';
import { eventually, stories } from '../support/stories';
import { codesOf, rounds, startInTurn } from './concurrent-calls';

const { people } = stories({ stores: 'embedded' });

describe('handing over in the same moment', () => {
  const remove = (who: Client, id: string, memberId: string) =>
    who.delete(`/v2/groups/${id}/members?memberIds=${memberId}`);
  /** Both at once, another one first in each round. Gives their codes. */
  const atOnce = (round: number, one: () => PromiseLike<HttpResponse>, other: () => PromiseLike<HttpResponse>) =>
    codesOf(...startInTurn(round, one, other));

  it.each([
    ['plain member', false],
    ['admin', true],
  ] as const)('as the target, a %s, leaves', async (_, asAdmin) => {
    const { olga, mira, siteAdmin } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    for (const round of rounds(25)) {
      await olga.adds(id, mira);
      if (asAdmin) await olga.makesAdmin(id, mira);
      const [handed, left] = await atOnce(
        round,
        () => handsOver(olga, id, 'mira'),
        () => mira.post(`/v2/groups/${id}/leave`),
      );
      expect([200, 'NOT_A_MEMBER']).toContain(handed);
      expect([200, 'OWNER_STAYS']).toContain(left);
      if (handed !== 200) expect(left).toBe(200);
      await eventually(async () => {
        const { ownerId, members } = await whoOwns(siteAdmin, id);
        expect(ownerId).toBe(handed === 200 ? 'mira' : 'olga');
        expect(members).toEqual(handed === 200 ? ['mira ADMIN', 'olga ADMIN'] : ['olga ADMIN']);
      });
      if (handed === 200) {
        await handsOver(mira, id, 'olga').expect(200);
        await mira.leaves(id);
      }
      await eventually(async () =>
        expect(await whoOwns(siteAdmin, id)).toEqual({ ownerId: 'olga', members: ['olga ADMIN'] }),
      );
    }
  });

  it.each([
    ['plain member', false, 'removed'],
    ['admin', true, 'removed'],
    ['plain member', false, 'banned'],
    ['admin', true, 'banned'],
  ] as const)('as the target, a %s (%p), is %s', async (_, asAdmin, how) => {
    const { olga, mira, siteAdmin } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    const goes = () =>
      how === 'removed'
        ? remove(siteAdmin, id, 'mira')
        : siteAdmin.post(`/v2/groups/${id}/bans`, { memberIds: ['mira'] });
    for (const round of rounds(25)) {
      await olga.adds(id, mira);
      if (asAdmin) await olga.makesAdmin(id, mira);
      const [handed, gone] = await atOnce(round, () => handsOver(olga, id, 'mira'), goes);
      expect([200, 'NOT_A_MEMBER']).toContain(handed);
      expect([200, 'OWNER_STAYS']).toContain(gone);
      await eventually(async () => {
        const { ownerId, members } = await whoOwns(siteAdmin, id);
        expect(ownerId).toBe(handed === 200 ? 'mira' : 'olga');
        expect(members).toEqual(handed === 200 ? ['mira ADMIN', 'olga ADMIN'] : ['olga ADMIN']);
      });
      if (how === 'banned') {
        const { bans } = await siteAdmin.get(`/v2/groups/${id}/bans`).expect(200);
        expect(bans).toHaveLength(handed === 200 ? 0 : 1);
        if (handed !== 200) await olga.delete(`/v2/groups/${id}/bans/mira`).expect(200);
      }
      if (handed === 200) {
        await handsOver(mira, id, 'olga').expect(200);
        await olga.removes(id, mira);
      }
    }
  });

  it('to two people makes one of them the owner', async () => {
    const { olga, mira, ravi, siteAdmin } = await people('olga', 'mira', 'ravi');
    const id = await olga.createsGroup();
    await olga.adds(id, mira, ravi);
    for (const round of rounds(25)) {
      const outcome = await atOnce(
        round,
        () => handsOver(olga, id, 'mira'),
        () => handsOver(olga, id, 'ravi'),
      );
      expect([...outcome].sort()).toEqual([200, 'PERMISSION_DENIED']);
      await eventually(async () => {
        const { ownerId, members } = await whoOwns(siteAdmin, id);
        expect(ownerId).toBe(outcome[0] === 200 ? 'mira' : 'ravi');
        expect(members.filter((member) => member.endsWith('ADMIN'))).toContain('olga ADMIN');
      });
      await handsOver(siteAdmin, id, 'olga').expect(200);
    }
  });

  it('to two people by those who run the site makes the last of them the owner, and each an admin', async () => {
    const { olga, mira, ravi, siteAdmin, app } = await people('olga', 'mira', 'ravi');
    const id = await olga.createsGroup();
    await olga.adds(id, mira, ravi);
    for (const round of rounds(25)) {
      const outcome = await atOnce(
        round,
        () => handsOver(siteAdmin, id, 'mira'),
        () => handsOver(app, id, 'ravi'),
      );
      expect(outcome).toEqual([200, 200]);
      await eventually(async () => {
        const { ownerId, members } = await whoOwns(siteAdmin, id);
        expect(['mira', 'ravi']).toContain(ownerId);
        expect(members).toEqual(['mira ADMIN', 'olga ADMIN', 'ravi ADMIN']);
      });
    }
  });

  it('as the group is deleted: it is gone either way', async () => {
    const { olga, mira, siteAdmin } = await people('olga', 'mira');
    for (const round of rounds(12)) {
      const id = await olga.createsGroup();
      await mira.joins(id);
      const [handed, deleted] = await atOnce(
        round,
        () => handsOver(olga, id, 'mira'),
        () => olga.delete(`/v2/groups/${id}`),
      );
      expect(deleted).toBe(200);
      expect([200, 'GROUP_NOT_FOUND']).toContain(handed);
      await olga.get(`/v2/groups/${id}`).expect(404, 'GROUP_NOT_FOUND');
      await eventually(async () => {
        for (const who of [olga, mira])
          await siteAdmin
            .get(`/v2/members/${who.id}/memberships`)
            .expect(200, { memberships: [], metadata: { total: 0 } });
      });
    }
  });

  it('as the account of the target ends: the group finds an owner who is still there', async () => {
    const { olga, siteAdmin } = await people('olga');
    const id = await olga.createsGroup();
    for (const round of rounds(12)) {
      const heir = `heir-${round}`;
      await siteAdmin.post(`/v2/groups/${id}/members`, { memberIds: [heir] }).expect(200);
      const [handed, ended] = await atOnce(
        round,
        () => handsOver(olga, id, heir),
        () => siteAdmin.delete(`/v2/site-members/${heir}`),
      );
      expect([200, 'SITE_MEMBER_NOT_FOUND', 'NOT_A_MEMBER']).toContain(handed);
      expect(ended).toBe(200);
      await eventually(async () =>
        expect(await whoOwns(siteAdmin, id)).toEqual({ ownerId: 'olga', members: ['olga ADMIN'] }),
      );
    }
  });

  it('as the former owner leaves: they leave once somebody else owns it', async () => {
    const { olga, mira, siteAdmin } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    await mira.joins(id);
    for (const round of rounds(25)) {
      const [handed, left] = await atOnce(
        round,
        () => handsOver(olga, id, 'mira'),
        () => olga.post(`/v2/groups/${id}/leave`),
      );
      expect(handed).toBe(200);
      expect([200, 'OWNER_STAYS']).toContain(left);
      await eventually(async () => {
        const { ownerId, members } = await whoOwns(siteAdmin, id);
        expect(ownerId).toBe('mira');
        expect(members).toEqual(left === 200 ? ['mira ADMIN'] : ['mira ADMIN', 'olga ADMIN']);
      });
      if (left === 200) await olga.joins(id);
      await handsOver(mira, id, 'olga').expect(200);
    }
  });
});
