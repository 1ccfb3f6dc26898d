import type { Event, Policy, Recorded } from '@app/kernel';
import {
  createRequestApproved,
  createRequestSubmitted,
  groupCreated,
  groupDeleted,
  groupDescriptionChanged,
  groupId,
  groupOwnershipTransferred,
  groupPrivacyChanged,
  groupRenamed,
  roleAssigned,
  roleUnassigned,
} from '../group/group.examples';
import type { GroupPrivacyChanged } from '../group/group.events';
import { recorded } from '../history.examples';
import {
  joinRequested,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../membership/membership.examples';
import { anna, mira, ravi } from '../people.examples';
import { endMembershipsOfThoseGone } from './end-memberships-of-those-gone/end-memberships-of-those-gone.policy';
import { siteMemberAccountEnded } from '../site-member/site-member.examples';
import { endPlacesOfEndedAccounts } from './end-places-of-ended-accounts/end-places-of-ended-accounts.policy';
import { endPlacesThatCannotBe } from './end-places-that-cannot-be/end-places-that-cannot-be.policy';
import { makeJoiningSiteAdminsAdmins } from './make-joining-site-admins-admins/make-joining-site-admins-admins.policy';
import { ownerBelongs } from './owner-belongs/owner-belongs.policy';
import { laneOf } from './policies';
import { passOnOwnershipOfEndedAccounts } from './pass-on-ownership-of-ended-accounts/pass-on-ownership-of-ended-accounts.policy';
import { releaseFormerSlugs } from './release-former-slugs/release-former-slugs.policy';
import type { PolicyRequest } from './requests';
import { settleLateRequests } from './settle-late-requests/settle-late-requests.policy';
import { settleRequestsWhenPrivacyChanges } from './settle-requests-when-privacy-changes/settle-requests-when-privacy-changes.policy';
import { takeBackRolesOfThoseWhoLeft } from './take-back-roles-of-those-who-left/take-back-roles-of-those-who-left.policy';
import { withdrawCreateRequestsOfEndedAccounts } from './withdraw-create-requests-of-ended-accounts/withdraw-create-requests-of-ended-accounts.policy';
import { withdrawLateCreateRequests } from './withdraw-late-create-requests/withdraw-late-create-requests.policy';

const inGroup = (who: { memberId: string }) => ({ groupId, memberId: who.memberId });
/** What the policy asks for on this event, which it hears. */
function follows<E extends Event>(policy: Policy<E, PolicyRequest>, event: E): readonly PolicyRequest[] {
  expect(policy.on).toContain(event.type);
  return policy.then(recorded(event)[0]!, []);
}

describe('owner belongs', () => {
  it('makes whoever owns a new group a member', () =>
    expect(follows(ownerBelongs, groupCreated({ ownerId: 'ravi' }))).toEqual([
      { name: 'EnsureOwnerBelongs', request: { groupId, memberId: 'ravi' } },
    ]));
  it('makes the next owner one, and looks at nobody where there is none', () => {
    expect(follows(ownerBelongs, groupOwnershipTransferred(mira, ravi))).toEqual([
      { name: 'EnsureOwnerBelongs', request: inGroup(ravi) },
    ]);
    expect(follows(ownerBelongs, groupOwnershipTransferred(mira, null, 'ACCOUNT_ENDED'))).toEqual([]);
  });
  it.each([
    ['left', memberLeft(ravi)],
    ['was removed', memberRemoved(ravi)],
    ['was banned', memberBanned(ravi)],
  ])('looks at whoever %s: the group may have come to them in that moment', (_, event) =>
    expect(follows(ownerBelongs, event)).toEqual([{ name: 'EnsureOwnerBelongs', request: inGroup(ravi) }]),
  );
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
    ['left', roleUnassigned(mira, 'LEFT'), [{ name: 'EndPlace', request: inGroup(mira) }]],
    ['was removed', roleUnassigned(mira, 'REMOVED'), [{ name: 'EndPlace', request: inGroup(mira) }]],
    [
      'was banned, with what will stand in the ban',
      roleUnassigned(mira, 'BANNED', { reason: 'Spam.' }),
      [{ name: 'EndPlace', request: { ...inGroup(mira), ban: { reason: 'Spam.' } } }],
    ],
    ['is only a plain member now', roleUnassigned(mira), []],
  ])('of an admin who %s', (_, event, requests) => expect(follows(endMembershipsOfThoseGone, event)).toEqual(requests));
});

describe('end places that cannot be', () => {
  it.each([memberJoined(ravi), memberInvited(ravi)])('has each new one looked at: $type', (event) =>
    expect(follows(endPlacesThatCannotBe, event)).toEqual([{ name: 'EndPlace', request: inGroup(ravi) }]),
  );
});

describe('a former owner', () => {
  it.each([
    ['has their place looked at', groupOwnershipTransferred(mira, ravi), [mira]],
    ['is nobody where there was none', groupOwnershipTransferred(null, ravi), []],
  ] as const)('%s', (_, event, who) =>
    expect(follows(endPlacesThatCannotBe, event)).toEqual(
      who.map((one) => ({ name: 'EndPlace', request: inGroup(one) })),
    ),
  );
});

describe('end places of ended accounts', () => {
  const { asks, then } = endPlacesOfEndedAccounts;
  const ended = recorded(siteMemberAccountEnded(ravi))[0]!;
  const heirs = { memberIds: ['mira'], areAll: true };

  it('looks for every place of the person', () => expect(asks!(ended)).toEqual({ placesOf: { memberId: 'ravi' } }));
  it('passes on what they own, and ends the rest', () =>
    expect(then(ended, [inGroup(ravi), { ...inGroup(ravi), groupId: 'flow', heirs }])).toEqual([
      { name: 'EndPlace', request: inGroup(ravi) },
      { name: 'PassOwnershipOn', request: { groupId: 'flow', memberId: 'ravi', heirs } },
    ]));
});

describe('pass on ownership of ended accounts', () => {
  const { asks, then } = passOnOwnershipOfEndedAccounts;
  const heirs = { memberIds: ['mira'], areAll: false };
  it.each([
    ['is founded', groupCreated({ ownerId: 'ravi' }), { heirsOfEnded: inGroup(ravi) }],
    ['is handed over', groupOwnershipTransferred(mira, ravi), { heirsOfEnded: inGroup(ravi) }],
    ['comes to nobody', groupOwnershipTransferred(mira, null), null],
  ])('looks for heirs when a group %s', (_, event, query) => expect(asks!(recorded(event)[0]!)).toEqual(query));
  it('lets the group go on to them', () =>
    expect(then(recorded(groupCreated())[0]!, [{ ...inGroup(ravi), heirs }])).toEqual([
      { name: 'PassOwnershipOn', request: { ...inGroup(ravi), heirs } },
    ]));
  it('asks for nothing where nobody looked for heirs', () =>
    expect(then(recorded(groupCreated())[0]!, [inGroup(ravi)])).toEqual([]));
});

describe('withdraw create requests', () => {
  const withdraws = { name: 'WithdrawCreateRequest', request: inGroup(ravi) };
  it('of an account that ended', () => {
    const ended = recorded(siteMemberAccountEnded(ravi))[0]!;
    const { asks, then } = withdrawCreateRequestsOfEndedAccounts;
    expect(asks!(ended)).toEqual({ createRequestsOf: { memberId: 'ravi' } });
    expect(then(ended, [inGroup(ravi)])).toEqual([withdraws]);
  });
  it('has each new one looked at', () =>
    expect(follows(withdrawLateCreateRequests, createRequestSubmitted(ravi))).toEqual([withdraws]));
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
