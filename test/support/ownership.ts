import { type Body, type Call, containing } from './call';
import type { Client } from './client';

/** Calls and checks of the ownership of a group. */

/** Hands a group over to another member. */
export const handsOver = (who: Client, id: string, to: string): Call =>
  who.post(`/v2/groups/${id}/owner`, { memberId: to });

/**
 * Expects what holds of every group that is owned: one owner, who is an admin and a member wherever one looks, and a
 * count that is that of the list. Gives the owner, and all members with their roles.
 */
export async function whoOwns(siteAdmin: Client, id: string): Promise<{ ownerId: string; members: string[] }> {
  const { group } = await siteAdmin.get(`/v2/groups/${id}`).expect(200);
  const list = await siteAdmin.get(`/v2/groups/${id}/members?limit=1000`).expect(200);
  const members = list.members.map(({ memberId, role }: Body) => `${memberId} ${role.value}`).sort();
  expect(members).toContain(`${group.ownerId} ADMIN`);
  expect(group.membersCount).toBe(members.length);
  await siteAdmin
    .get(`/v2/members/${group.ownerId}/memberships`)
    .expect(200, containing({ groupId: id, status: 'JOINED', role: { value: 'ADMIN' } }));
  return { ownerId: group.ownerId, members };
}
