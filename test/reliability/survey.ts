import pMap from 'p-map';
import { type Body, type Caller, ROOT } from './caller';
import { NOTHING } from './ledger';

const AT_ONCE = 16;
const newest = { limit: 1000, offset: 0 };

type Place = { readonly role?: string; readonly request?: string };
type Seen = { readonly group: Body; readonly bySlug: Body; readonly members: Body; readonly requests: Body };

/** Everything that the lists, queries and single reads of a site show at one time. */
export class Survey {
  private readonly places: ReadonlyMap<string, Place>;

  private constructor(
    /** Each answer by the call that brought it. */
    readonly answers: ReadonlyMap<string, Body>,
    private readonly groups: readonly Seen[],
    private readonly people: readonly string[],
  ) {
    this.places = new Map(groups.flatMap(placesIn));
  }

  /** Looks at everything as whoever runs the site, and at the lists of each of these people with their own eyes. */
  static async of(caller: Caller, people: readonly string[]): Promise<Survey> {
    const answers = new Map<string, Body>();
    const ask = async (who: string, method: string, path: string, body?: object): Promise<Body> => {
      const answer = await caller.call(who, method, path, body);
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      answers.set(`${who}: ${method} ${path} ${JSON.stringify(body ?? {})}`, answer.body);
      return answer.body;
    };
    await ask(ROOT, 'GET', '/v2/settings');
    await ask(ROOT, 'GET', '/v2/group-requests?limit=1000');
    await pMap(queries, (query) => ask(ROOT, 'POST', '/v2/groups/query', { query }), { concurrency: AT_ONCE });
    const { groups } = await ask(ROOT, 'GET', '/v2/groups?limit=1000');
    const seen = await pMap(
      groups as Body[],
      async ({ id, slug }): Promise<Seen> => {
        const [{ group }, bySlug, members, requests] = await Promise.all([
          ask(ROOT, 'GET', `/v2/groups/${id}`),
          ask(ROOT, 'GET', `/v2/groups/slugs/${encodeURIComponent(slug)}`),
          ask(ROOT, 'GET', `/v2/groups/${id}/members?limit=1000`),
          ask(ROOT, 'GET', `/v2/groups/${id}/join-requests?limit=1000`),
        ]);
        return { group, bySlug: bySlug.group, members, requests };
      },
      { concurrency: AT_ONCE },
    );
    await pMap(
      people.flatMap((person) => ['/v2/members/me/memberships', '/v2/groups?limit=3'].map((path) => [person, path])),
      ([person, path]) => ask(person!, 'GET', path!),
      { concurrency: AT_ONCE },
    );
    return new Survey(answers, seen, people);
  }

  /** How a thing of the ledger is. */
  state = (thing: string): string => {
    if (thing === 'policy') return this.answer(`${ROOT}: GET /v2/settings {}`).settings.creationPolicy;
    if (thing.includes('/')) {
      const { role, request } = this.places.get(thing) ?? {};
      return role ?? (request === 'PENDING' || request === 'REJECTED' ? request : NOTHING);
    }
    const [label, property] = thing.split('.');
    const group = this.groups.find((seen) => seen.group.teaser === label)?.group;
    if (property === 'name') return group?.name ?? NOTHING;
    if (property === 'privacy') return group?.privacyStatus ?? NOTHING;
    if (group) return 'there';
    const { groupRequests } = this.answer(`${ROOT}: GET /v2/group-requests?limit=1000 {}`);
    const asked = (groupRequests as Body[]).find((request) => request.group.teaser === label);
    return asked ? requestStates[asked.status as keyof typeof requestStates] : NOTHING;
  };

  /** What does not fit together. */
  problems(): string[] {
    const slugs = this.groups.map(({ group }) => String(group.slug));
    const twice = slugs.filter((slug, n) => slugs.indexOf(slug) !== n);
    return [
      ...twice.map((slug) => `two groups have the slug ${slug}`),
      ...this.groups.flatMap(problemsOf),
      ...this.people.flatMap((person) => this.problemsOfPerson(person)),
    ];
  }

  private problemsOfPerson(person: string): string[] {
    const { memberships } = this.answer(`${person}: GET /v2/members/me/memberships {}`);
    const listed = (memberships as Body[]).map(({ groupId, status }) => `${groupId} ${status}`).sort();
    const actual = this.groups
      .flatMap(({ group }) => {
        const { role, request } = this.places.get(`${group.teaser}/${person}`) ?? {};
        return role ? [`${group.id} JOINED`] : request === 'PENDING' ? [`${group.id} PENDING`] : [];
      })
      .sort();
    return listed.join() === actual.join() ? [] : [`memberships of ${person}: ${listed.join()}, not ${actual.join()}`];
  }

  private answer(call: string): Body {
    return this.answers.get(call);
  }
}

/** How it stands with a group that is not there. A request leaves the lists with its group, and is granted with it. */
const requestStates = { PENDING: 'asked', REJECTED: 'refused', APPROVED: 'half granted' } as const;

/** The lists in other orders, and parts of them. */
const queries = [
  { paging: newest, sort: [{ fieldName: 'name', order: 'ASC' }] },
  { paging: newest, sort: [{ fieldName: 'membersCount', order: 'DESC' }] },
  { paging: newest, sort: [{ fieldName: 'lastActivityDate', order: 'ASC' }] },
  { paging: newest, filter: { name: { $startsWith: 'yoga' }, privacyStatus: { $ne: 'PUBLIC' } } },
  { paging: newest, filter: { membersCount: { $gte: 2 } } },
];

function placesIn({ group, members, requests }: Seen): [string, Place][] {
  const places = new Map<string, Place>();
  for (const { siteMemberId, status } of requests.joinGroupRequests as Body[])
    places.set(siteMemberId, { request: status });
  for (const { memberId, role } of members.members as Body[])
    places.set(memberId, { ...places.get(memberId), role: role.value });
  return [...places].map(([person, place]) => [`${group.teaser}/${person}`, place]);
}

function problemsOf({ group, bySlug, members, requests }: Seen): string[] {
  const pending = (requests.joinGroupRequests as Body[]).filter(({ status }) => status === 'PENDING').length;
  const owner = (members.members as Body[]).find(({ memberId }) => memberId === group.ownerId);
  const wrong = {
    'is not what its slug leads to': bySlug.id !== group.id,
    'counts its members wrong': members.members.length !== group.membersCount,
    'totals its members wrong': members.metadata.total !== group.membersCount,
    'counts who waits wrong': pending !== group.pendingMembersCount,
    'has an owner who does not belong': owner?.role.value !== 'ADMIN',
    'is waited for and not private': group.privacyStatus !== 'PRIVATE' && pending > 0,
  };
  return Object.entries(wrong).flatMap(([what, is]) => (is ? [`${group.teaser} (${group.id}) ${what}`] : []));
}
