import type { Body } from '../support/call';
import type { Client } from '../support/client';
import { invitationsOf } from '../support/invitations';
import { type GroupSnapshot, type SiteSnapshot, siteSnapshot } from './site-snapshot';

/** The state of one group, in which all lists and single reads have to agree. */
async function groupFromApi(by: () => Client, listed: Body): Promise<GroupSnapshot> {
  const { id, name, slug, privacyStatus, ownerId = null } = listed;
  const [{ group }, bySlug, members, requests, invitations, bans] = await Promise.all([
    by().get(`/v2/groups/${id}`).expect(200),
    by().get(`/v2/groups/slugs/${slug}`).expect(200),
    wholeList(by(), `/v2/groups/${id}/members`, 'members'),
    wholeList(by(), `/v2/groups/${id}/join-requests`, 'joinGroupRequests'),
    wholeList(by(), invitationsOf(id), 'invitations'),
    wholeList(by(), `/v2/groups/${id}/bans`, 'bans'),
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

/** The state of a site as the API shows it to a site admin: `by` is one, who may call another instance each time. `names`: the site's people. */
export async function snapshotFromApi(by: () => Client, names: readonly string[]): Promise<SiteSnapshot> {
  const groups = await wholeList(by(), '/v2/groups', 'groups');
  const snapshots = await Promise.all(groups.map((group) => groupFromApi(by, group)));
  const requests = await wholeList(by(), '/v2/group-requests', 'groupRequests');
  await Promise.all(names.map((name) => expectListsOfPersonToAgree(by, name, groups, snapshots)));
  return siteSnapshot({
    groups: snapshots,
    createRequests: requests.map(({ group, status }) => `${group.name} ${status}`),
  });
}

/** The lists of a person have to agree with the lists of the groups. */
async function expectListsOfPersonToAgree(
  by: () => Client,
  name: string,
  groups: Body[],
  snapshots: readonly GroupSnapshot[],
) {
  const [memberships, joined, requests, invitations] = await Promise.all([
    wholeList(by(), `/v2/members/${name}/memberships`, 'memberships'),
    wholeList(by(), `/v2/members/${name}/groups`, 'groups'),
    wholeList(by(), `/v2/members/${name}/join-requests`, 'joinGroupRequests'),
    wholeList(by(), `/v2/members/${name}/invitations`, 'invitations'),
  ]);
  const expected = (valueIn: (group: GroupSnapshot) => string | undefined) =>
    record(
      groups.map(({ id }, n) => [id, valueIn(snapshots[n]!)]),
      (pair) => pair,
    );
  const existing = new Set(groups.map(({ id }) => id as string));
  const membership = ({ members, requests: waiting }: GroupSnapshot) =>
    name in members ? `JOINED ${members[name]}` : waiting[name] === 'PENDING' ? 'PENDING' : undefined;
  const invited = (group: GroupSnapshot) => (group.invited.includes(name) ? 'INVITED' : undefined);
  expect({
    who: name,
    memberships: record(memberships, ({ groupId, status, role }) => [
      groupId,
      status === 'JOINED' ? `JOINED ${role.value}` : status,
    ]),
    joined: joined.map(({ id }) => id as string).sort(),
    requests: record(requests, ({ groupId, status }) => [
      groupId,
      existing.has(groupId as string) ? status : undefined,
    ]),
    invitations: record(invitations, ({ groupId }) => [groupId, 'INVITED']),
  }).toEqual({
    who: name,
    memberships: expected(membership),
    joined: Object.keys(expected(({ members }) => members[name])).sort(),
    requests: expected((group) => group.requests[name]),
    invitations: expected(invited),
  });
}

/** A list that fits on one page, and says so. */
async function wholeList(by: Client, path: string, list: string): Promise<Body[]> {
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
