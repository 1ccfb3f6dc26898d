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
} from '../testing/group.examples';
import type { GroupPrivacyChanged } from '../domain/group/group.events';
import { recorded } from '../testing/history';
import {
  joinRequested,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../testing/membership.examples';
import { anna, mira, ravi } from '../testing/people.examples';
import { endMembershipOfDepartedAdmin } from './end-membership-of-departed-admin.policy';
import { siteMemberAccountEnded } from '../testing/site-member.examples';
import { endParticipationsWhenAccountEnds } from './end-participations-when-account-ends.policy';
import { endParticipationWithoutGroupOrAccount } from './end-participation-without-group-or-account.policy';
import { assignAdminRoleToJoiningSiteAdmin } from './assign-admin-role-to-joining-site-admin.policy';
import { ensureOwnerBelongs } from './ensure-owner-belongs.policy';
import { laneOf } from './policies';
import { transferOwnershipOfEndedAccount } from './transfer-ownership-of-ended-account.policy';
import { releaseFormerSlug } from './release-former-slug.policy';
import type { PolicyRequest } from './policy-requests';
import { settleRequestAfterPrivacyChange } from './settle-request-after-privacy-change.policy';
import { settleRequestsWhenPrivacyChanges } from './settle-requests-when-privacy-changes.policy';
import { unassignRoleOfFormerMember } from './unassign-role-of-former-member.policy';
import { cancelCreateRequestsWhenAccountEnds } from './cancel-create-requests-when-account-ends.policy';
import { cancelCreateRequestOfEndedAccount } from './cancel-create-request-of-ended-account.policy';

const inGroup = (who: { memberId: string }) => ({ groupId, memberId: who.memberId });
/** What the policy asks for on this event, which it hears. */
function follows<E extends Event>(policy: Policy<E, PolicyRequest>, event: E): readonly PolicyRequest[] {
  expect(policy.on).toContain(event.type);
  return policy.requests(recorded(event)[0]!, []);
}

describe('owner belongs', () => {
  it('makes whoever owns a new group a member', () =>
    expect(follows(ensureOwnerBelongs, groupCreated({ ownerId: 'ravi' }))).toEqual([
      { name: 'EnsureOwnerBelongs', request: { groupId, memberId: 'ravi' } },
    ]));
  it('makes the next owner one, and looks at nobody where there is none', () => {
    expect(follows(ensureOwnerBelongs, groupOwnershipTransferred(mira, ravi))).toEqual([
      { name: 'EnsureOwnerBelongs', request: inGroup(ravi) },
    ]);
    expect(follows(ensureOwnerBelongs, groupOwnershipTransferred(mira, null, 'ACCOUNT_ENDED'))).toEqual([]);
  });
  it.each([
    ['left', memberLeft(ravi)],
    ['was removed', memberRemoved(ravi)],
    ['was banned', memberBanned(ravi)],
  ])('looks at whoever %s: the group may have come to them in that moment', (_, event) =>
    expect(follows(ensureOwnerBelongs, event)).toEqual([{ name: 'EnsureOwnerBelongs', request: inGroup(ravi) }]),
  );
});

describe('settle requests when privacy changes', () => {
  const { lookup, requests, on } = settleRequestsWhenPrivacyChanges;
  const change = (to: 'PUBLIC' | 'PRIVATE' | 'SECRET') => {
    const events = recorded<Event>(groupCreated(), groupDescriptionChanged(), groupPrivacyChanged('PRIVATE', to));
    return events[2] as Recorded<GroupPrivacyChanged>;
  };
  it('hears nothing else', () => expect(on).toEqual(['GroupPrivacyChanged']));
  it.each(['PUBLIC', 'SECRET'] as const)('looks for those that were judged before the change to %s', (to) =>
    expect(lookup!(change(to))).toEqual({ pendingJoinRequests: { groupId, judgedBefore: 2 } }),
  );
  it('looks for none when a group becomes private', () => expect(lookup!(change('PRIVATE'))).toBeNull());
  it('settles each that was found', () =>
    expect(requests(change('PUBLIC'), [inGroup(ravi), inGroup(mira)])).toEqual([
      { name: 'SettleJoinRequest', request: inGroup(ravi) },
      { name: 'SettleJoinRequest', request: inGroup(mira) },
    ]));
  it('settles nothing when nobody waits', () => expect(requests(change('SECRET'), [])).toEqual([]));
});

describe('settle late requests', () => {
  it('has each request looked at that was judged before a change and came after it', () =>
    expect(follows(settleRequestAfterPrivacyChange, joinRequested(ravi))).toEqual([
      { name: 'SettleJoinRequest', request: inGroup(ravi) },
    ]));
});

describe('end memberships of those gone', () => {
  it.each([
    ['left', roleUnassigned(mira, 'LEFT'), [{ name: 'EndParticipation', request: inGroup(mira) }]],
    ['was removed', roleUnassigned(mira, 'REMOVED'), [{ name: 'EndParticipation', request: inGroup(mira) }]],
    [
      'was banned, with what will stand in the ban',
      roleUnassigned(mira, 'BANNED', { reason: 'Spam.' }),
      [{ name: 'EndParticipation', request: { ...inGroup(mira), ban: { reason: 'Spam.' } } }],
    ],
    ['is only a plain member now', roleUnassigned(mira), []],
  ])('of an admin who %s', (_, event, requests) =>
    expect(follows(endMembershipOfDepartedAdmin, event)).toEqual(requests),
  );
});

describe('end places that cannot be', () => {
  it.each([memberJoined(ravi), memberInvited(ravi)])('has each new one looked at: $type', (event) =>
    expect(follows(endParticipationWithoutGroupOrAccount, event)).toEqual([
      { name: 'EndParticipation', request: inGroup(ravi) },
    ]),
  );
});

describe('a former owner', () => {
  it.each([
    ['has their place looked at', groupOwnershipTransferred(mira, ravi), [mira]],
    ['is nobody where there was none', groupOwnershipTransferred(null, ravi), []],
  ] as const)('%s', (_, event, who) =>
    expect(follows(endParticipationWithoutGroupOrAccount, event)).toEqual(
      who.map((one) => ({ name: 'EndParticipation', request: inGroup(one) })),
    ),
  );
});

describe('end places of ended accounts', () => {
  const { lookup, requests } = endParticipationsWhenAccountEnds;
  const ended = recorded(siteMemberAccountEnded(ravi))[0]!;
  const heirs = { memberIds: ['mira'], areAll: true };

  it('looks for every place of the person', () =>
    expect(lookup!(ended)).toEqual({ participationsOf: { memberId: 'ravi' } }));
  it('passes on what they own, and ends the rest', () =>
    expect(requests(ended, [inGroup(ravi), { ...inGroup(ravi), groupId: 'flow', heirs }])).toEqual([
      { name: 'EndParticipation', request: inGroup(ravi) },
      { name: 'TransferOwnershipToHeir', request: { groupId: 'flow', memberId: 'ravi', heirs } },
    ]));
});

describe('pass on ownership of ended accounts', () => {
  const { lookup, requests } = transferOwnershipOfEndedAccount;
  const heirs = { memberIds: ['mira'], areAll: false };
  it.each([
    ['is founded', groupCreated({ ownerId: 'ravi' }), { heirsOfEnded: inGroup(ravi) }],
    ['is handed over', groupOwnershipTransferred(mira, ravi), { heirsOfEnded: inGroup(ravi) }],
    ['comes to nobody', groupOwnershipTransferred(mira, null), null],
  ])('looks for heirs when a group %s', (_, event, query) => expect(lookup!(recorded(event)[0]!)).toEqual(query));
  it('lets the group go on to them', () =>
    expect(requests(recorded(groupCreated())[0]!, [{ ...inGroup(ravi), heirs }])).toEqual([
      { name: 'TransferOwnershipToHeir', request: { ...inGroup(ravi), heirs } },
    ]));
  it('asks for nothing where nobody looked for heirs', () =>
    expect(requests(recorded(groupCreated())[0]!, [inGroup(ravi)])).toEqual([]));
});

describe('withdraw create requests', () => {
  const withdraws = { name: 'CancelCreateRequestOfEndedAccount', request: inGroup(ravi) };
  it('of an account that ended', () => {
    const ended = recorded(siteMemberAccountEnded(ravi))[0]!;
    const { lookup, requests } = cancelCreateRequestsWhenAccountEnds;
    expect(lookup!(ended)).toEqual({ createRequestsOf: { memberId: 'ravi' } });
    expect(requests(ended, [inGroup(ravi)])).toEqual([withdraws]);
  });
  it('has each new one looked at', () =>
    expect(follows(cancelCreateRequestOfEndedAccount, createRequestSubmitted(ravi))).toEqual([withdraws]));
});

describe('make joining site admins admins', () => {
  it.each([
    [
      'a site admin',
      memberJoined(anna, 'JOINED', 'ADMIN'),
      [{ name: 'AssignAdminRoleToSiteAdmin', request: inGroup(anna) }],
    ],
    ['a member', memberJoined(ravi), []],
  ])('when %s joins', (_, event, requests) =>
    expect(follows(assignAdminRoleToJoiningSiteAdmin, event)).toEqual(requests),
  );
});

describe('take back roles of those who left', () => {
  it.each([roleAssigned(ravi), memberLeft(ravi), memberRemoved(ravi)])('hears both sides: $type', (event) =>
    expect(follows(unassignRoleOfFormerMember, event)).toEqual([
      { name: 'UnassignRoleOfFormerMember', request: inGroup(ravi) },
    ]),
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
  ])('when it %s', (_, event, requests) => expect(follows(releaseFormerSlug, event)).toEqual(requests));
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
