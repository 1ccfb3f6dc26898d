import { Decider, policyCommandMetadata } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { accept, type Event, type Recorded } from '@app/kernel';
import { groupStream } from '../../domain/group/group.state';
import { membershipStream } from '../../domain/membership/membership.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { groupCreated, groupDeleted, groupId, groupPrivacyChanged } from '../../testing/group.examples';
import { joinRequested } from '../../testing/membership.examples';
import { olga, policies, settingsWithUnknown, siteId, tomo } from '../../testing/people.examples';
import { siteMemberAccountEnded } from '../../testing/site-member.examples';
import { SettleJoinRequestCommand, SettleJoinRequestHandler } from './settle-join-request.command';

let decider: Decider;
beforeEach(() => (decider = new Decider(new InMemoryEventStore())));

/** Appends an event to the group, or to the membership or the account of tomo. Returns the recorded event. */
async function append(to: 'group' | 'targetMembership' | 'person', event: Event): Promise<Recorded> {
  const streams = {
    group: groupStream(siteId, groupId),
    targetMembership: membershipStream(siteId, groupId, tomo.memberId),
    person: personStream(siteId, tomo.memberId),
  };
  const metadata = { commandId: crypto.randomUUID(), correlationId: 'before', depth: 0 };
  const result = await decider.on(streams).decide(to, () => accept(event), { caller: olga, metadata });
  if (!result.accepted) throw new Error(`not appended: ${event.type}`);
  return result.events[0]!;
}
/** The events that settle this request, each with the id of the event that caused it. */
async function settle(request: Recorded) {
  const metadata = policyCommandMetadata(request, 'settle-request-after-privacy-change', tomo.memberId);
  const command = new SettleJoinRequestCommand(
    { groupId, memberId: tomo.memberId, since: request.position },
    policies,
    metadata,
  );
  const result = await new SettleJoinRequestHandler(decider, settingsWithUnknown('PUBLIC')).execute(command);
  if (!result.accepted) throw new Error('not settled');
  return result.events.map(({ type, metadata: { causationId } }) => [type, causationId]);
}

describe('the cause of the events that settle a request', () => {
  beforeEach(() => append('group', groupCreated({ privacyStatus: 'PRIVATE' })));

  it('is the privacy change, not the request', async () => {
    const change = await append('group', groupPrivacyChanged('PRIVATE', 'PUBLIC'));
    expect(await settle(await append('targetMembership', joinRequested(tomo)))).toEqual([
      ['JoinRequestApproved', change.id],
      ['MemberJoined', change.id],
    ]);
  });
  it('is the latest change to public or secret', async () => {
    await append('group', groupPrivacyChanged('PRIVATE', 'PUBLIC'));
    const change = await append('group', groupPrivacyChanged('PUBLIC', 'SECRET'));
    await append('group', groupPrivacyChanged('SECRET', 'PRIVATE'));
    expect(await settle(await append('targetMembership', joinRequested(tomo)))).toEqual([
      ['JoinRequestRejected', change.id],
    ]);
  });
  it('is the request when the account ended, and no earlier privacy change settles it', async () => {
    await append('group', groupPrivacyChanged('PRIVATE', 'PUBLIC'));
    await append('group', groupPrivacyChanged('PUBLIC', 'PRIVATE'));
    await append('person', siteMemberAccountEnded(tomo));
    const request = await append('targetMembership', joinRequested(tomo, { groupRevision: 2 }));
    expect(await settle(request)).toEqual([['JoinRequestRejected', request.id]]);
  });
  it('is the request when the group is deleted', async () => {
    await append('group', groupPrivacyChanged('PRIVATE', 'PUBLIC'));
    await append('group', groupDeleted());
    const request = await append('targetMembership', joinRequested(tomo));
    expect(await settle(request)).toEqual([['JoinRequestRejected', request.id]]);
  });
});
