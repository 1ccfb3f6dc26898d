import { Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { ViewProgress } from '@app/projections';
import { InMemoryReadStore } from '@app/read-store';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { withMetadata } from '../../../kernel/testing/accounts.examples';
import { groupStream } from '../domain/group/group.state';
import { recorded } from '../testing/history';
import { ravi, siteId } from '../testing/people.examples';
import { siteMemberAccountEnded } from '../testing/site-member.examples';
import { collections } from '../views/collections';
import { membershipId } from '../views/memberships.projection';
import { Views } from '../views/views';
import { PolicyLookups } from './policy-lookups';

/** So many readers may wait for views in a process; one more is told at once that the view is behind. */
const MAX_WAITERS = 1000;

const [ended] = recorded(siteMemberAccountEnded(ravi));
let [events, store, progress] = [new InMemoryEventStore(), new InMemoryReadStore(), new ViewProgress()];
let views: Views;
let lookups: PolicyLookups;
beforeEach(() => {
  [events, store, progress] = [new InMemoryEventStore(), new InMemoryReadStore(), new ViewProgress(60_000)];
  views = new Views(store, progress);
  lookups = new PolicyLookups(views, new Decider(events));
});
const member = (groupId: string, memberId: string, more = {}) => ({
  id: membershipId(groupId, memberId),
  document: { siteId, groupId, memberId, status: 'JOINED', joinedDate: ended!.at, ...more },
  position: 1n,
  loaded: null,
});

it('lookups that wait for a view leave places to readers, however many there are', async () => {
  const waiting = Array.from({ length: MAX_WAITERS + 100 }, async (_, n) => {
    for await (const _found of lookups.lookUp({ participationsOf: { memberId: `person-${n}` } }, ended!));
  });
  for (let turn = 0; turn < 10; turn++) await nextTurn();
  const reading = views.waitForPosition(ended!.position, 'memberships');
  progress.report('memberships', ended!.position, true);
  await reading;
  await Promise.all(waiting);
});

it('the participations of a person are all found, also behind those in a group that they own and that cannot be read', async () => {
  const groups = Array.from({ length: 60 }, (_, n) => `group-${100 + n}`);
  const [unreadable, ...others] = groups as [string, ...string[]];
  const heirs = Array.from({ length: 30 }, (_, n) => member(unreadable, `heir-${n}`)); // more than one page
  const own = [member(unreadable, ravi.memberId, { owner: true }), ...others.map((id) => member(id, ravi.memberId))];
  await store.write(collections.memberships, [...heirs, ...own]);
  progress.report('memberships', ended!.position, true);
  const ofLaterBuild = withMetadata([{ type: 'SomethingNew', data: { groupId: unreadable } }], { siteId });
  await events.append(groupStream(siteId, unreadable).name!, ofLaterBuild, -1);

  const found: string[] = [];
  for await (const chunk of lookups.lookUp({ participationsOf: { memberId: ravi.memberId } }, ended!))
    found.push(...chunk.map(({ groupId }) => groupId));
  expect(found.sort()).toEqual(groups);
});
