/** The state of a group. */
export type GroupSnapshot = {
  readonly name: string;
  readonly privacyStatus: string;
  /** `SECRET` in a secret group, whose slug is random. */
  readonly slug: string;
  readonly ownerId: string | null;
  readonly members: Readonly<Record<string, string>>;
  /** The latest request of each person, with its status. */
  readonly requests: Readonly<Record<string, string>>;
  readonly invited: readonly string[];
  readonly banned: readonly string[];
};

/** The state of a site. It holds no ids of groups and requests, so that two runs can be compared. */
export type SiteSnapshot = {
  readonly groups: readonly GroupSnapshot[];
  /** The requests to create a group, each as its name and its status. */
  readonly createRequests: readonly string[];
};

/** The same in a fixed order, however its parts were found. */
export const siteSnapshot = ({ groups, createRequests }: SiteSnapshot): SiteSnapshot => ({
  groups: groups.map(inOrder).sort((one, other) => (one.slug < other.slug ? -1 : 1)),
  createRequests: [...createRequests].sort(),
});

const inOrder = ({ slug, invited, banned, members, requests, ...group }: GroupSnapshot): GroupSnapshot => ({
  ...group,
  slug: group.privacyStatus === 'SECRET' ? 'SECRET' : slug,
  members: byName(members),
  requests: byName(requests),
  invited: [...invited].sort(),
  banned: [...banned].sort(),
});

const byName = (record: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));

/** What must never hold once the policies are done, each as a sentence. */
export function brokenInvariants({ groups }: SiteSnapshot): string[] {
  const slugs = groups.map(({ slug }) => slug).filter((slug) => slug !== 'SECRET');
  return [
    ...groups.flatMap((group) => brokenInvariantsOfGroup(group).map((wrong) => `${group.name}: ${wrong}`)),
    ...(new Set(slugs).size < slugs.length ? [`not each has a slug of its own: ${slugs.join(', ')}`] : []),
  ];
}

function brokenInvariantsOfGroup({
  privacyStatus,
  ownerId,
  members,
  requests,
  invited,
  banned,
}: GroupSnapshot): string[] {
  const pending = Object.keys(requests).filter((who) => requests[who] === 'PENDING');
  const wrong = (holds: boolean, what: string) => (holds ? [what] : []);
  return [
    ...wrong(ownerId === null && Object.keys(members).length > 0, 'nobody owns it, though somebody could'),
    ...wrong(ownerId !== null && members[ownerId] !== 'ADMIN', `its owner ${ownerId} is no admin and member`),
    ...pending.flatMap((who) => wrong(who in members, `${who} belongs and waits`)),
    ...pending.flatMap((who) => wrong(banned.includes(who), `${who} waits and is banned`)),
    ...pending.flatMap((who) => wrong(privacyStatus !== 'PRIVATE', `${who} waits where one does not ask`)),
    ...banned.flatMap((who) => wrong(who in members, `${who} belongs and is banned`)),
    ...invited.flatMap((who) => wrong(who in members || banned.includes(who), `${who} cannot be invited`)),
  ];
}
