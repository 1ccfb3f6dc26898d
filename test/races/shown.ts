import type { Body } from '../support/call';
import type { Client } from '../support/client';
import { invitationsOf } from '../support/invitations';
import { type GroupPicture, type Picture, picture } from './picture';

/** What every list and every answer shows of one group, when they agree. */
async function groupShown(by: () => Client, listed: Body): Promise<GroupPicture> {
  const { id, name, slug, privacyStatus, ownerId = null } = listed;
  const [{ group }, bySlug, members, requests, invitations, bans] = await Promise.all([
    by().get(`/v2/groups/${id}`).expect(200),
    by().get(`/v2/groups/slugs/${slug}`).expect(200),
    whole(by(), `/v2/groups/${id}/members`, 'members'),
    whole(by(), `/v2/groups/${id}/join-requests`, 'joinGroupRequests'),
    whole(by(), invitationsOf(id), 'invitations'),
    whole(by(), `/v2/groups/${id}/bans`, 'bans'),
  ]);
  expect([listed, bySlug.group]).toEqual([group, group]);
  const pending = requests.filter(({ status }) => status === 'PENDING');
  expect(group).toMatchObject({ membersCount: members.length, pendingMembersCount: pending.length });
  return {
    name,
    slug,
    privacyStatus,
    ownerId,
    members: record(members, ({ memberId, role }) => [memberId, role.value]),
    requests: record(requests, ({ siteMemberId, status }) => [siteMemberId, status]),
    invited: invitations.map(({ memberId }) => memberId as string),
    banned: bans.map(({ memberId }) => memberId as string),
  };
}

/** What the API shows of a site to those who run it: `by` is one of them, calling whichever process. `names`: its people. */
export async function shown(by: () => Client, names: readonly string[]): Promise<Picture> {
  const groups = await whole(by(), '/v2/groups', 'groups');
  const pictures = await Promise.all(groups.map((group) => groupShown(by, group)));
  const requests = await whole(by(), '/v2/group-requests', 'groupRequests');
  await Promise.all(names.map((name) => agrees(by, name, groups, pictures)));
  return picture({
    groups: pictures,
    createRequests: requests.map(({ group, status }) => `${group.name} ${status}`),
  });
}

/** A person's own lists tell of them what the groups' lists tell. */
async function agrees(by: () => Client, name: string, groups: Body[], pictures: readonly GroupPicture[]) {
  const [memberships, joined, requests, invitations] = await Promise.all([
    whole(by(), `/v2/members/${name}/memberships`, 'memberships'),
    whole(by(), `/v2/members/${name}/groups`, 'groups'),
    whole(by(), `/v2/members/${name}/join-requests`, 'joinGroupRequests'),
    whole(by(), `/v2/members/${name}/invitations`, 'invitations'),
  ]);
  const expected = (told: (group: GroupPicture) => string | undefined) =>
    record(
      groups.map(({ id }, n) => [id, told(pictures[n]!)]),
      (pair) => pair,
    );
  const isThere = new Set(groups.map(({ id }) => id as string));
  const standing = ({ members, requests: waiting }: GroupPicture) =>
    name in members ? `JOINED ${members[name]}` : waiting[name] === 'PENDING' ? 'PENDING' : undefined;
  const invited = (group: GroupPicture) => (group.invited.includes(name) ? 'INVITED' : undefined);
  expect({
    who: name,
    memberships: record(memberships, ({ groupId, status, role }) => [
      groupId,
      status === 'JOINED' ? `JOINED ${role.value}` : status,
    ]),
    joined: joined.map(({ id }) => id as string).sort(),
    requests: record(requests, ({ groupId, status }) => [groupId, isThere.has(groupId as string) ? status : undefined]),
    invitations: record(invitations, ({ groupId }) => [groupId, 'INVITED']),
  }).toEqual({
    who: name,
    memberships: expected(standing),
    joined: Object.keys(expected(({ members }) => members[name])).sort(),
    requests: expected((group) => group.requests[name]),
    invitations: expected(invited),
  });
}

/** A list that fits on one page, and says so. */
async function whole(by: Client, path: string, list: string): Promise<Body[]> {
  const { metadata, ...body } = await by.get(`${path}?limit=1000`).expect(200);
  expect([path, metadata.total]).toEqual([path, body[list].length]);
  return body[list] as Body[];
}

/** Pairs as a record, without those that have no value. None may come twice. */
function record(items: Body[], pair: (item: Body) => [string, string | undefined]): Record<string, string> {
  const pairs = items.map(pair).filter(([, value]) => value !== undefined) as [string, string][];
  const keys = pairs.map(([key]) => key);
  expect(keys).toHaveLength(new Set(keys).size);
  return Object.fromEntries(pairs);
}
