import pMap from 'p-map';
import type { Body } from '../support/call';
import { ROOT, type SiteClient } from '../support/site-client';
import { ABSENT } from './expected-state';

const AT_ONCE = 16;
const newest = { limit: 1000, offset: 0 };

type Participation = { readonly role?: string; readonly request?: string };
type GroupResponses = { readonly group: Body; readonly bySlug: Body; readonly members: Body; readonly requests: Body };

/** Everything that the lists, queries and single reads of a site show at one time. */
export class ApiSnapshot {
  private readonly participations: ReadonlyMap<string, Participation>;

  private constructor(
    /** The body of each response, by its call. */
    readonly responses: ReadonlyMap<string, Body>,
    private readonly groups: readonly GroupResponses[],
    private readonly people: readonly string[],
  ) {
    this.participations = new Map(groups.flatMap(participationsIn));
  }

  /** Reads everything as the site admin, and the lists of each of these people as that person. */
  static async of(client: SiteClient, people: readonly string[]): Promise<ApiSnapshot> {
    const responses = new Map<string, Body>();
    const ask = async (who: string, method: string, path: string, body?: object): Promise<Body> => {
      const response = await client.callUntilAvailable(who, method, path, body);
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${JSON.stringify(response.body)}`);
      responses.set(`${who}: ${method} ${path} ${JSON.stringify(body ?? {})}`, response.body);
      return response.body;
    };
    await ask(ROOT, 'GET', '/v2/settings');
    await ask(ROOT, 'GET', '/v2/group-requests?limit=1000');
    await pMap(queries, (query) => ask(ROOT, 'POST', '/v2/groups/query', { query }), { concurrency: AT_ONCE });
    const { groups } = await ask(ROOT, 'GET', '/v2/groups?limit=1000');
    const seen = await pMap(
      groups as Body[],
      async ({ id, slug }): Promise<GroupResponses> => {
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
    return new ApiSnapshot(responses, seen, people);
  }

  /** The value of an item of the expected state. */
  itemValue = (item: string): string => {
    if (item === 'policy') return this.bodyOf(`${ROOT}: GET /v2/settings {}`).settings.creationPolicy;
    if (item.includes('/')) {
      const { role, request } = this.participations.get(item) ?? {};
      return role ?? (request === 'PENDING' || request === 'REJECTED' ? request : ABSENT);
    }
    const [label, property] = item.split('.');
    const group = this.groups.find((seen) => seen.group.teaser === label)?.group;
    if (property === 'name') return group?.name ?? ABSENT;
    if (property === 'privacy') return group?.privacyStatus ?? ABSENT;
    if (group) return 'there';
    const { groupRequests } = this.bodyOf(`${ROOT}: GET /v2/group-requests?limit=1000 {}`);
    const createRequest = (groupRequests as Body[]).find((request) => request.group.teaser === label);
    return createRequest ? requestStates[createRequest.status as keyof typeof requestStates] : ABSENT;
  };

  /** Where responses contradict each other. */
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
    const { memberships } = this.bodyOf(`${person}: GET /v2/members/me/memberships {}`);
    const listed = (memberships as Body[]).map(({ groupId, status }) => `${groupId} ${status}`).sort();
    const actual = this.groups
      .flatMap(({ group }) => {
        const { role, request } = this.participations.get(`${group.teaser}/${person}`) ?? {};
        return role ? [`${group.id} JOINED`] : request === 'PENDING' ? [`${group.id} PENDING`] : [];
      })
      .sort();
    return listed.join() === actual.join() ? [] : [`memberships of ${person}: ${listed.join()}, not ${actual.join()}`];
  }

  private bodyOf(call: string): Body {
    return this.responses.get(call);
  }
}

/** The value of a group that is not there, by its create request. A request is approved in one append with its group. */
const requestStates = { PENDING: 'requested', REJECTED: 'rejected', APPROVED: 'approved without its group' } as const;

/** The lists in other orders, and parts of them. */
const queries = [
  { paging: newest, sort: [{ fieldName: 'name', order: 'ASC' }] },
  { paging: newest, sort: [{ fieldName: 'membersCount', order: 'DESC' }] },
  { paging: newest, sort: [{ fieldName: 'lastActivityDate', order: 'ASC' }] },
  { paging: newest, filter: { name: { $startsWith: 'yoga' }, privacyStatus: { $ne: 'PUBLIC' } } },
  { paging: newest, filter: { membersCount: { $gte: 2 } } },
];

function participationsIn({ group, members, requests }: GroupResponses): [string, Participation][] {
  const participations = new Map<string, Participation>();
  for (const { siteMemberId, status } of requests.joinGroupRequests as Body[])
    participations.set(siteMemberId, { request: status });
  for (const { memberId, role } of members.members as Body[])
    participations.set(memberId, { ...participations.get(memberId), role: role.value });
  return [...participations].map(([person, participation]) => [`${group.teaser}/${person}`, participation]);
}

function problemsOf({ group, bySlug, members, requests }: GroupResponses): string[] {
  const pending = (requests.joinGroupRequests as Body[]).filter(({ status }) => status === 'PENDING').length;
  const owner = (members.members as Body[]).find(({ memberId }) => memberId === group.ownerId);
  const wrong = {
    'is not what its slug leads to': bySlug.id !== group.id,
    'counts its members wrong': members.members.length !== group.membersCount,
    'totals its members wrong': members.metadata.total !== group.membersCount,
    'counts its pending requests wrong': pending !== group.pendingMembersCount,
    'has an owner who is no admin': owner?.role.value !== 'ADMIN',
    'has pending requests and is not private': group.privacyStatus !== 'PRIVATE' && pending > 0,
  };
  return Object.entries(wrong).flatMap(([what, is]) => (is ? [`${group.teaser} (${group.id}) ${what}`] : []));
}
