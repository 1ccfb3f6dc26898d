import type { GroupSnapshot, ObservedSnapshot } from './snapshots';

/** The invariants that these groups violate, each as a sentence. `before`: the same groups one action earlier. */
export const violatedInvariants = (before: readonly ObservedSnapshot[], now: readonly ObservedSnapshot[]): string[] => [
  ...now.flatMap((snapshot, n) => [
    ...(snapshot.group ? violatedInGroup(snapshot.group) : []),
    ...wrongCounts(snapshot),
    ...(before[n] ? forbiddenChanges(before[n], snapshot) : []),
  ]),
  ...duplicates(now.flatMap(({ group }) => (group && group.slug !== 'SECRET' ? [group.slug] : []))).map(
    (slug) => `two groups have the slug ${slug}`,
  ),
];

function violatedInGroup({ privacyStatus, owner, members, requests, invitations, bans }: GroupSnapshot): string[] {
  const pending = Object.keys(requests).filter((who) => requests[who] === 'PENDING');
  const invited = Object.keys(invitations);
  return [
    ...(owner !== null && members[owner] !== 'ADMIN' ? [`the owner ${owner} is not an admin`] : []),
    ...pending.filter((who) => who in members).map((who) => `${who} is a member and has a pending request`),
    ...bans.filter((who) => who in members).map((who) => `${who} is a member and is banned`),
    ...pending.filter((who) => bans.includes(who)).map((who) => `${who} has a pending request and is banned`),
    ...invited
      .filter((who) => who in members || bans.includes(who))
      .map((who) => `${who} is invited, and a member or banned`),
    ...(privacyStatus === 'PRIVATE'
      ? []
      : pending.map((who) => `${who} has a pending request in a ${privacyStatus} group`)),
  ];
}

function wrongCounts({ counts, group }: ObservedSnapshot): string[] {
  if (!counts || !group) return [];
  const membersCount = Object.keys(group.members).length;
  const pendingMembersCount = Object.values(group.requests).filter((status) => status === 'PENDING').length;
  return [
    ...(counts.membersCount === membersCount ? [] : [`${membersCount} members, not ${counts.membersCount}`]),
    ...(counts.pendingMembersCount === pendingMembersCount
      ? []
      : [`${pendingMembersCount} pending requests, not ${counts.pendingMembersCount}`]),
  ];
}

function forbiddenChanges(before: ObservedSnapshot, now: ObservedSnapshot): string[] {
  const lostItsOwner = now.group?.owner === null && before.group?.owner !== null;
  const others = Object.keys(now.group?.members ?? {});
  const redecided = Object.keys(now.group?.requests ?? {}).filter((who) => {
    const [status, is] = [before, now].map(({ group }) => group?.requests[who]);
    return status !== undefined && status !== 'PENDING' && is !== status && before.askedAt[who] === now.askedAt[who];
  });
  const request = before.createRequest;
  const isRedecided = request !== null && request !== 'PENDING' && now.createRequest !== request;
  return [
    ...(lostItsOwner && others.length > 0 ? [`the group has no owner, but the members ${others.join()}`] : []),
    ...redecided.map((who) => `the decided request of ${who} changed`),
    ...(isRedecided && now.group !== null ? [`a decided request to create a group changed`] : []),
  ];
}

const duplicates = (slugs: readonly string[]): string[] => slugs.filter((slug, n) => slugs.indexOf(slug) !== n);
