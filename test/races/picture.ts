/** What is so in a group. */
export type GroupPicture = {
  readonly name: string;
  readonly privacyStatus: string;
  /** `SECRET`: one that tells nothing. */
  readonly slug: string;
  readonly ownerId: string | null;
  readonly members: Readonly<Record<string, string>>;
  /** The latest request of each person, with its status. */
  readonly requests: Readonly<Record<string, string>>;
  readonly invited: readonly string[];
  readonly banned: readonly string[];
};

/** What is so on a site. Groups and requests are told by what they say, not by their ids: so two runs can be compared. */
export type Picture = {
  readonly groups: readonly GroupPicture[];
  /** The requests to create a group: which, and what became of it. */
  readonly createRequests: readonly string[];
};

/** A picture in which it does not matter where and in which order things were found. */
export const picture = ({ groups, createRequests }: Picture): Picture => ({
  groups: groups.map(inOrder).sort((one, other) => (one.slug < other.slug ? -1 : 1)),
  createRequests: [...createRequests].sort(),
});

const inOrder = ({ slug, invited, banned, members, requests, ...group }: GroupPicture): GroupPicture => ({
  ...group,
  slug: group.privacyStatus === 'SECRET' ? 'SECRET' : slug,
  members: byName(members),
  requests: byName(requests),
  invited: [...invited].sort(),
  banned: [...banned].sort(),
});

const byName = (record: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));

/** What must never be so once it is quiet, each as a sentence. */
export function wrongIn({ groups }: Picture): string[] {
  const slugs = groups.map(({ slug }) => slug).filter((slug) => slug !== 'SECRET');
  return [
    ...groups.flatMap((group) => wrongInGroup(group).map((wrong) => `${group.name}: ${wrong}`)),
    ...(new Set(slugs).size < slugs.length ? [`not each has a slug of its own: ${slugs.join(', ')}`] : []),
  ];
}

function wrongInGroup({ privacyStatus, ownerId, members, requests, invited, banned }: GroupPicture): string[] {
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
