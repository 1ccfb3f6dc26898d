import type { Name, Privacy, Settings } from './steps';

/** What is so in a group, as those see it who see everything. */
export type GroupPicture = {
  readonly name: Name;
  readonly privacyStatus: Privacy;
  readonly settings: Settings;
  /** `SECRET`: one that tells nothing. */
  readonly slug: string;
  /** Whether its question must be answered; `null`: it has none. */
  readonly question: boolean | null;
  readonly owner: string | null;
  readonly members: Readonly<Record<string, 'ADMIN' | 'MEMBER'>>;
  /** The latest request of each person, with its status. */
  readonly requests: Readonly<Record<string, string>>;
  /** Who is invited, and by whom, if that was a person. */
  readonly invitations: Readonly<Record<string, string | null>>;
  readonly bans: readonly string[];
};
/** `createRequest`: what became of the request to create it, if there was one. No `group`: none yet, or none any more. */
export type Picture = { readonly createRequest: string | null; readonly group: GroupPicture | null };

/** A picture, and what the service says beside it. */
export type Seen = Picture & {
  /** When the latest request of each person was made. */
  readonly askedAt: Readonly<Record<string, string>>;
  /** Over HTTP only. */
  readonly counts?: { readonly membersCount: number; readonly pendingMembersCount: number };
};

/** A slug as pictures show it: those of SECRET groups are made up, and all alike. */
export const shownSlug = (slug: string): string => (/^(?=.*[A-Z])[0-9A-Za-z]{8}$/.test(slug) ? 'SECRET' : slug);

/** Of all settings those that say who may do what. */
export const settingsIn = ({
  allowedToApproveJoinRequests,
  allowedToAddMembers,
  allowedToInviteMembers,
}: Settings): Settings => ({ allowedToApproveJoinRequests, allowedToAddMembers, allowedToInviteMembers });

/** What must never be so, whatever happened: each as a sentence. `before`: the same groups a step earlier. */
export const wrongIn = (before: readonly Seen[], now: readonly Seen[]): string[] => [
  ...now.flatMap((seen, n) => [
    ...(seen.group ? wrongInGroup(seen.group) : []),
    ...miscounted(seen),
    ...(before[n] ? changedWrongly(before[n], seen) : []),
  ]),
  ...twice(now.flatMap(({ group }) => (group && group.slug !== 'SECRET' ? [group.slug] : []))).map(
    (slug) => `two groups have the slug ${slug}`,
  ),
];

function wrongInGroup({ privacyStatus, owner, members, requests, invitations, bans }: GroupPicture): string[] {
  const pending = Object.keys(requests).filter((who) => requests[who] === 'PENDING');
  const invited = Object.keys(invitations);
  return [
    ...(owner !== null && members[owner] !== 'ADMIN' ? [`the owner ${owner} is no admin`] : []),
    ...pending.filter((who) => who in members).map((who) => `${who} belongs and waits`),
    ...bans.filter((who) => who in members).map((who) => `${who} belongs and is banned`),
    ...pending.filter((who) => bans.includes(who)).map((who) => `${who} waits and is banned`),
    ...invited.filter((who) => who in members || bans.includes(who)).map((who) => `${who} need not be invited`),
    ...(privacyStatus === 'PRIVATE' ? [] : pending.map((who) => `${who} waits in a ${privacyStatus} group`)),
  ];
}

function miscounted({ counts, group }: Seen): string[] {
  if (!counts || !group) return [];
  const membersCount = Object.keys(group.members).length;
  const pendingMembersCount = Object.values(group.requests).filter((status) => status === 'PENDING').length;
  return [
    ...(counts.membersCount === membersCount ? [] : [`${membersCount} members, not ${counts.membersCount}`]),
    ...(counts.pendingMembersCount === pendingMembersCount
      ? []
      : [`${pendingMembersCount} wait, not ${counts.pendingMembersCount}`]),
  ];
}

function changedWrongly(before: Seen, now: Seen): string[] {
  const lostItsOwner = now.group?.owner === null && before.group?.owner !== null;
  const others = Object.keys(now.group?.members ?? {});
  const redecided = Object.keys(now.group?.requests ?? {}).filter((who) => {
    const [status, is] = [before, now].map(({ group }) => group?.requests[who]);
    return status !== undefined && status !== 'PENDING' && is !== status && before.askedAt[who] === now.askedAt[who];
  });
  const request = before.createRequest;
  const isRedecided = request !== null && request !== 'PENDING' && now.createRequest !== request;
  return [
    ...(lostItsOwner && others.length > 0 ? [`nobody owns the group, though ${others.join()} belong`] : []),
    ...redecided.map((who) => `the decided request of ${who} changed`),
    ...(isRedecided && now.group !== null ? [`a decided request to create a group changed`] : []),
  ];
}

const twice = (slugs: readonly string[]): string[] => slugs.filter((slug, n) => slugs.indexOf(slug) !== n);
