import { Decider, policyCommandMetadata } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { accept, type Event, type Recorded } from '@app/kernel';
import { groupCreated, groupDeleted, groupId, groupPrivacyChanged } from '../../testing/group.examples';
import { joinRequested } from '../../testing/membership.examples';
import { olga, policies, siteId, tomo, settingsWithUnknown } from '../../testing/people.examples';
import { groupStream } from '../../domain/group/group.state';
import { membershipStream } from '../../domain/membership/membership.state';
import { SettleJoinRequestCommand, SettleJoinRequestHandler } from './settle-join-request.command';

let decider: Decider;
beforeEach(() => (decider = new Decider(new InMemoryEventStore())));

/** Appends an event to the group, or to the membership of tomo; gives it as stored. */
async function appended(to: 'group' | 'targetMembership', event: Event): Promise<Recorded> {
  const on = {
    group: groupStream(siteId, groupId),
    targetMembership: membershipStream(siteId, groupId, tomo.memberId),
  };
  const metadata = { commandId: crypto.randomUUID(), correlationId: 'before', depth: 0 };
  const outcome = await decider.on(on).decide(to, () => accept(event), { caller: olga, metadata: metadata });
  if (!outcome.accepted) throw new Error(`not appended: ${event.type}`);
  return outcome.events[0]!;
}
/** What follows from a late request, and from which events. */
async function settled(late: Recorded) {
  const metadata = policyCommandMetadata(late, 'settle-late-requests', tomo.memberId);
  const command = new SettleJoinRequestCommand({ groupId, memberId: tomo.memberId }, policies, metadata);
  const outcome = await new SettleJoinRequestHandler(decider, settingsWithUnknown('PUBLIC')).execute(command);
  if (!outcome.accepted) throw new Error('not settled');
  return outcome.events.map(({ type, metadata: { causationId } }) => [type, causationId]);
}

describe('what settles a request that came late', () => {
  beforeEach(() => appended('group', groupCreated({ privacyStatus: 'PRIVATE' })));

  it('is the change to public, not the request', async () => {
    const change = await appended('group', groupPrivacyChanged('PRIVATE', 'PUBLIC'));
    expect(await settled(await appended('targetMembership', joinRequested(tomo)))).toEqual([
      ['JoinRequestApproved', change.id],
      ['MemberJoined', change.id],
    ]);
  });
  it('is the latest change to public or secret', async () => {
    await appended('group', groupPrivacyChanged('PRIVATE', 'PUBLIC'));
    const change = await appended('group', groupPrivacyChanged('PUBLIC', 'SECRET'));
    await appended('group', groupPrivacyChanged('SECRET', 'PRIVATE'));
    expect(await settled(await appended('targetMembership', joinRequested(tomo)))).toEqual([
      ['JoinRequestRejected', change.id],
    ]);
  });
  it('is no change of privacy where the group is deleted', async () => {
    await appended('group', groupPrivacyChanged('PRIVATE', 'PUBLIC'));
    await appended('group', groupDeleted());
    const late = await appended('targetMembership', joinRequested(tomo));
    expect(await settled(late)).toEqual([['JoinRequestRejected', late.id]]);
  });
});
