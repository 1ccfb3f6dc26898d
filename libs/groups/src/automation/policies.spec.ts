import type { Event, Policy, Recorded } from '@app/kernel';
import {
  createRequestApproved,
  groupCreated,
  groupDeleted,
  groupDescriptionChanged,
  groupId,
  groupPrivacyChanged,
  groupRenamed,
  roleAssigned,
  roleUnassigned,
} from '../group/group.examples';
import type { GroupPrivacyChanged } from '../group/group.events';
import { recorded } from '../history.examples';
import { joinRequested, memberJoined, memberLeft, memberRemoved } from '../membership/membership.examples';
import { anna, mira, ravi } from '../people.examples';
import { endMembershipsInDeletedGroups } from './end-memberships-in-deleted-groups/end-memberships-in-deleted-groups.policy';
import { endMembershipsOfThoseGone } from './end-memberships-of-those-gone/end-memberships-of-those-gone.policy';
import { makeJoiningSiteAdminsAdmins } from './make-joining-site-admins-admins/make-joining-site-admins-admins.policy';
import { ownerBelongs } from './owner-belongs/owner-belongs.policy';
import { laneOf } from './policies';
import { releaseFormerSlugs } from './release-former-slugs/release-former-slugs.policy';
import type { PolicyRequest } from './requests';
import { settleLateRequests } from './settle-late-requests/settle-late-requests.policy';
import { settleRequestsWhenPrivacyChanges } from './settle-requests-when-privacy-changes/settle-requests-when-privacy-changes.policy';
import { takeBackRolesOfThoseWhoLeft } from './take-back-roles-of-those-who-left/take-back-roles-of-those-who-left.policy';

const inGroup = (who: { memberId: string }) => ({ groupId, memberId: who.memberId });
/** What the policy asks for on this event, which it hears. */
function follows<E extends Event>(policy: Policy<E, PolicyRequest>, event: E): readonly PolicyRequest[] {
  expect(policy.on).toContain(event.type);
  return policy.then(recorded(event)[0]!, []);
}

describe('owner belongs', () => {
  it('makes whoever owns a new group a member', () =>
    expect(follows(ownerBelongs, groupCreated({ ownerId: 'ravi' }))).toEqual([
      { name: 'EnsureOwnerBelongs', request: { groupId, ownerId: 'ravi' } },
    ]));
});

describe('settle requests when privacy changes', () => {
  const { asks, then, on } = settleRequestsWhenPrivacyChanges;
  const change = (to: 'PUBLIC' | 'PRIVATE' | 'SECRET') => {
    const events = recorded<Event>(groupCreated(), groupDescriptionChanged(), groupPrivacyChanged('PRIVATE', to));
    return events[2] as Recorded<GroupPrivacyChanged>;
  };
  it('hears nothing else', () => expect(on).toEqual(['GroupPrivacyChanged']));
  it.each(['PUBLIC', 'SECRET'] as const)('looks for those that were judged before the change to %s', (to) =>
    expect(asks!(change(to))).toEqual({ pendingJoinRequests: { groupId, judgedBefore: 2 } }),
  );
  it('looks for none when a group becomes private', () => expect(asks!(change('PRIVATE'))).toBeNull());
  it('settles each that was found', () =>
    expect(then(change('PUBLIC'), [inGroup(ravi), inGroup(mira)])).toEqual([
      { name: 'SettleJoinRequest', request: inGroup(ravi) },
      { name: 'SettleJoinRequest', request: inGroup(mira) },
    ]));
  it('settles nothing when nobody waits', () => expect(then(change('SECRET'), [])).toEqual([]));
});

describe('settle late requests', () => {
  it('has each request looked at that was judged before a change and came after it', () =>
    expect(follows(settleLateRequests, joinRequested(ravi))).toEqual([
      { name: 'SettleJoinRequest', request: inGroup(ravi) },
    ]));
});

describe('end memberships of those gone', () => {
  it.each([
    ['left', roleUnassigned(mira, 'LEFT'), [{ name: 'EndMembership', request: inGroup(mira) }]],
    ['was removed', roleUnassigned(mira, 'REMOVED'), [{ name: 'EndMembership', request: inGroup(mira) }]],
    ['is only a plain member now', roleUnassigned(mira), []],
  ])('of an admin who %s', (_, event, requests) => expect(follows(endMembershipsOfThoseGone, event)).toEqual(requests));
});

describe('end memberships in deleted groups', () => {
  it('has each new membership looked at', () =>
    expect(follows(endMembershipsInDeletedGroups, memberJoined(ravi))).toEqual([
      { name: 'EndMembership', request: inGroup(ravi) },
    ]));
});

describe('make joining site admins admins', () => {
  it.each([
    ['a site admin', memberJoined(anna, 'JOINED', 'ADMIN'), [{ name: 'GiveAdminRole', request: inGroup(anna) }]],
    ['a member', memberJoined(ravi), []],
  ])('when %s joins', (_, event, requests) => expect(follows(makeJoiningSiteAdminsAdmins, event)).toEqual(requests));
});

describe('take back roles of those who left', () => {
  it.each([roleAssigned(ravi), memberLeft(ravi), memberRemoved(ravi)])('hears both sides: $type', (event) =>
    expect(follows(takeBackRolesOfThoseWhoLeft, event)).toEqual([{ name: 'TakeBackRole', request: inGroup(ravi) }]),
  );
});

describe('release former slugs', () => {
  const released = [{ name: 'ReleaseSlug', request: { groupId, slug: 'yoga' } }];
  it.each([
    ['moves with the name', groupRenamed('Flow', 'flow', 'yoga'), released],
    ['stays with another name', groupRenamed('YOGA'), []],
    ['is hidden', groupPrivacyChanged('PUBLIC', 'SECRET', { slug: 'aBcDeFgH', formerSlug: 'yoga' }), released],
    ['stays with another privacy', groupPrivacyChanged('PUBLIC', 'PRIVATE'), []],
    ['is given up with its group', groupDeleted(), released],
  ])('when it %s', (_, event, requests) => expect(follows(releaseFormerSlugs, event)).toEqual(requests));
});

describe('the lane of an event', () => {
  const laneAfter = (event: Event) => laneOf(recorded(event)[0]!);
  it('is that of its group on its site', () => {
    expect(laneAfter(createRequestApproved())).toBe(laneAfter(memberJoined(ravi)));
    expect(laneAfter(memberJoined(ravi))).toBe('studio.yoga');
  });
  it('is the site’s for what has no group', () =>
    expect(laneAfter({ type: 'CreationPolicyChanged', data: {} })).toBe('studio.'));
});
