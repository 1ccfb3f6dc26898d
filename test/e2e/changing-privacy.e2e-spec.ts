import { containing, listing } from '../support/call';
import type { People } from '../support/people';
import type { Person } from '../support/person';
import { eventually, stories } from '../support/stories';

const { people, writesNothing } = stories();
/** Several times the 25 that a policy looks up at once. */
const REQUESTS = process.env.LONG === undefined ? 60 : 300;
const requesterNames = Array.from({ length: REQUESTS }, (_, n) => `person-${n}`);

const inTens = async (everyone: readonly Person[], act: (one: Person) => Promise<unknown>) => {
  for (let n = 0; n < everyone.length; n += 10) await Promise.all(everyone.slice(n, n + 10).map(act));
};
const requesters = (site: People<string>) => requesterNames.map((name) => site[name]!);
const requestsIn = (who: Person, id: string, status: string) =>
  who.post(`/v2/groups/${id}/join-requests/query`, { query: { filter: { status }, paging: { limit: 1000 } } });

it('to public approves all pending requests', async () => {
  const site = await people('olga', ...requesterNames);
  const { olga } = site as unknown as People<'olga'>;
  const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
  await inTens(requesters(site), (one) => one.asks(id));
  await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 1, pendingMembersCount: REQUESTS } });
  await olga.changes(id, { privacyStatus: 'PUBLIC' });
  await eventually(() => requestsIn(olga, id, 'PENDING').expect(200, listing()));
  await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: REQUESTS + 1, pendingMembersCount: 0 } });
  await requestsIn(olga, id, 'APPROVED').expect(200, { metadata: { total: REQUESTS } });
  await olga
    .get(`/v2/groups/${id}/members?limit=1000`)
    .expect(200, { metadata: { count: REQUESTS + 1, total: REQUESTS + 1 } });
});

it('to secret rejects all pending requests, with a reason for the admins', async () => {
  const site = await people('olga', ...requesterNames);
  const { olga } = site as unknown as People<'olga'>;
  const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
  await inTens(requesters(site), (one) => one.asks(id));
  await olga.changes(id, { privacyStatus: 'SECRET' });
  await eventually(() => requestsIn(olga, id, 'PENDING').expect(200, listing()));
  await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 1, pendingMembersCount: 0 } });
  const { joinGroupRequests } = await requestsIn(olga, id, 'REJECTED').expect(200, { metadata: { total: REQUESTS } });
  for (const { requestDetails } of joinGroupRequests)
    expect(requestDetails).toEqual({ rejectionReason: 'The group became secret.' });
  const one = requesters(site)[7]!;
  await one.get(`/v2/groups/${id}`).expect(404, 'GROUP_NOT_FOUND');
  await one.get('/v2/members/me/memberships').expect(200, listing());
});

it('has its response after the policies have approved the requests', async () => {
  const { olga, ravi, mira } = await people('olga', 'ravi', 'mira');
  // A response waits for a while and no longer: a machine that stood still has another try.
  await eventually(async () => {
    const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
    await ravi.asks(id);
    await mira.asks(id);
    await olga.changes(id, { privacyStatus: 'PUBLIC' });
    await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 3, pendingMembersCount: 0 } });
  });
});

it('to public rejects only requests of people who cannot become members', async () => {
  const { olga, ravi, mira } = await people('olga', 'ravi', 'mira');
  const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
  await ravi.asks(id);
  await mira.asks(id);
  await mira.shows('PRIVATE');
  await olga.changes(id, { privacyStatus: 'PUBLIC' });
  const reason = { requestDetails: { rejectionReason: 'This person cannot become a member.' } };
  const decided = [
    { siteMemberId: 'ravi', status: 'APPROVED' },
    { siteMemberId: 'mira', status: 'REJECTED', ...reason },
  ];
  await eventually(() => olga.get(`/v2/groups/${id}/join-requests`).expect(200, containing(...decided)));
  await mira.get('/v2/members/me/memberships').expect(200, listing());
});

it('to secret and back leaves no request pending', async () => {
  const { olga, ravi } = await people('olga', 'ravi');
  const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
  await ravi.asks(id);
  const becomesSecret = async () => {
    await olga.changes(id, { privacyStatus: 'SECRET' });
    await eventually(() => requestsIn(olga, id, 'REJECTED').expect(200, listing({ siteMemberId: 'ravi' })));
  };
  await becomesSecret();
  await olga.changes(id, { privacyStatus: 'PRIVATE' });
  await ravi.get(`/v2/groups/${id}/join-requests`).expect(200, listing({ status: 'REJECTED' }));
  await ravi.asks(id);
  await olga.get(`/v2/groups/${id}`).expect(200, { group: { pendingMembersCount: 1 } });
  await becomesSecret();
  await olga.changes(id, { privacyStatus: 'PUBLIC' });
  await olga.get(`/v2/groups/${id}/members`).expect(200, listing({ memberId: 'olga' }));
});

it('to private changes no members', async () => {
  const { olga, ravi } = await people('olga', 'ravi');
  const id = await olga.createsGroup();
  await ravi.joins(id);
  await olga.changes(id, { privacyStatus: 'PRIVATE' });
  await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 2, pendingMembersCount: 0 } });
  await writesNothing(() => olga.changes(id, { privacyStatus: 'PRIVATE' }));
});
