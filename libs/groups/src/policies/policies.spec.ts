import { PolicyCommandRefused } from '@app/automation';
import { newCommandMetadata } from '@app/decider';
import { type Event, type Policy, type Recorded, system } from '@app/kernel';
import type { CommandBus } from '@nestjs/cqrs';
import { AssignPromisedAdminRoleCommand } from '../commands/assign-promised-admin-role/assign-promised-admin-role.command';
import type { GroupPrivacyChanged } from '../domain/group/group.events';
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
import { recorded } from '../testing/history';
import {
  joinRequested,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../testing/membership.examples';
import { anna, mira, ravi, siteId } from '../testing/people.examples';
import { siteMemberAccountEnded } from '../testing/site-member.examples';
import { assignAdminRoleToJoiningSiteAdmin } from './assign-admin-role-to-joining-site-admin.policy';
import { cancelCreateRequestOfEndedAccount } from './cancel-create-request-of-ended-account.policy';
import { cancelCreateRequestsWhenAccountEnds } from './cancel-create-requests-when-account-ends.policy';
import { endMembershipOfDepartedAdmin } from './end-membership-of-departed-admin.policy';
import { endParticipationWithoutGroupOrAccount } from './end-participation-without-group-or-account.policy';
import { endParticipationsWhenAccountEnds } from './end-participations-when-account-ends.policy';
import { ensureFormerOwnerStaysAdmin } from './ensure-former-owner-stays-admin.policy';
import { ensureOwnerBelongs } from './ensure-owner-belongs.policy';
import { laneOf, Policies } from './policies';
import type { PolicyLookups } from './policy-lookups';
import type { PolicyRequest } from './policy-requests';
import { revokeInvitationAfterBanOfInviter } from './revoke-invitation-after-ban-of-inviter.policy';
import { revokeInvitationsWhenInviterIsBanned } from './revoke-invitations-when-inviter-is-banned.policy';
import { releaseFormerSlug } from './release-former-slug.policy';
import { settleRequestAfterPrivacyChange } from './settle-request-after-privacy-change.policy';
import { settleRequestsWhenPrivacyChanges } from './settle-requests-when-privacy-changes.policy';
import { transferOwnershipOfEndedAccount } from './transfer-ownership-of-ended-account.policy';
import { unassignRoleOfFormerMember } from './unassign-role-of-former-member.policy';

const inGroup = (who: { memberId: string }) => ({ groupId, memberId: who.memberId });
/** The requests of the policy on this event, which is among its triggers. */
function requestsOn<E extends Event>(policy: Policy<E, PolicyRequest>, event: E): readonly PolicyRequest[] {
  expect(policy.on).toContain(event.type);
  return policy.requests(recorded(event)[0]!, []);
}

describe('ensureOwnerBelongs', () => {
  it('requests it for the owner of a new group', () =>
    expect(requestsOn(ensureOwnerBelongs, groupCreated({ ownerId: 'ravi' }))).toEqual([
      { name: 'EnsureOwnerBelongs', request: { groupId, memberId: 'ravi' } },
    ]));
  it('requests it for the next owner, if there is one', () => {
    expect(requestsOn(ensureOwnerBelongs, groupOwnershipTransferred(mira, ravi))).toEqual([
      { name: 'EnsureOwnerBelongs', request: inGroup(ravi) },
    ]);
    expect(requestsOn(ensureOwnerBelongs, groupOwnershipTransferred(mira, null, 'ACCOUNT_ENDED'))).toEqual([]);
  });
  it.each([
    ['left', memberLeft(ravi)],
    ['was removed', memberRemoved(ravi)],
    ['was banned', memberBanned(ravi)],
  ])('requests it for somebody who %s: they may have become the owner concurrently', (_, event) =>
    expect(requestsOn(ensureOwnerBelongs, event)).toEqual([{ name: 'EnsureOwnerBelongs', request: inGroup(ravi) }]),
  );
});

describe('ensureFormerOwnerStaysAdmin', () => {
  it('requests that who handed over is a member and an admin', () =>
    expect(requestsOn(ensureFormerOwnerStaysAdmin, groupOwnershipTransferred(mira, ravi))).toEqual([
      { name: 'EnsureOwnerBelongs', request: { ...inGroup(mira), formerOwner: true } },
      { name: 'AssignPromisedAdminRole', request: inGroup(mira) },
    ]));
  it.each([
    ['without a former owner', groupOwnershipTransferred(null, ravi)],
    ['when their account ended', groupOwnershipTransferred(mira, ravi, 'ACCOUNT_ENDED')],
  ])('requests nothing %s', (_, event) => expect(requestsOn(ensureFormerOwnerStaysAdmin, event)).toEqual([]));
});

describe('revokeInvitationsWhenInviterIsBanned', () => {
  const { lookup, requests } = revokeInvitationsWhenInviterIsBanned;
  it.each([
    ['somebody was banned', memberBanned(mira), { openInvitationsBy: inGroup(mira) }],
    ['an admin was banned', roleUnassigned(mira, 'BANNED'), { openInvitationsBy: inGroup(mira) }],
    ['an admin was removed', roleUnassigned(mira, 'REMOVED'), null],
    ['an admin became a plain member', roleUnassigned(mira), null],
  ])('looks up the invitations that they made when %s', (_, event, query) =>
    expect(lookup!(recorded(event)[0]!)).toEqual(query),
  );
  it('revokes each', () =>
    expect(requests(recorded(memberBanned(mira))[0]!, [inGroup(ravi), inGroup(anna)])).toEqual(
      [ravi, anna].map((invited) => ({
        name: 'RevokeInvitationOfBannedInviter',
        request: { ...inGroup(invited), invitedById: 'mira' },
      })),
    ));
});

describe('revokeInvitationAfterBanOfInviter', () => {
  const { on, requests } = revokeInvitationAfterBanOfInviter;
  const invited = (by: typeof mira | undefined, judgedOn?: Readonly<Record<string, number>>) => {
    const event = recorded(memberInvited(ravi, by))[0]!;
    return { ...event, metadata: { ...event.metadata, ...(judgedOn && { judgedOn }) } };
  };
  const judgedOn = { [`group-${siteId}.${groupId}`]: 4, [`membership-${siteId}.${groupId}.mira`]: 2 };
  it('names the revisions that the invitation was decided on', () => {
    expect(on).toEqual(['MemberInvited']);
    expect(requests(invited(mira, judgedOn), [])).toEqual([
      {
        name: 'RevokeInvitationOfBannedInviter',
        request: { ...inGroup(ravi), invitedById: 'mira', decidedOn: { group: 4, inviterMembership: 2 } },
      },
    ]);
  });
  it('requests nothing for an invitation by an app, and for one that does not say what it was decided on', () => {
    expect(requests(invited(undefined, judgedOn), [])).toEqual([]);
    expect(requests(invited(mira), [])).toEqual([]);
  });
});

describe('settleRequestsWhenPrivacyChanges', () => {
  const { lookup, requests, on } = settleRequestsWhenPrivacyChanges;
  const change = (to: 'PUBLIC' | 'PRIVATE' | 'SECRET') => {
    const events = recorded<Event>(groupCreated(), groupDescriptionChanged(), groupPrivacyChanged('PRIVATE', to));
    return events[2] as Recorded<GroupPrivacyChanged>;
  };
  it('has no other trigger', () => expect(on).toEqual(['GroupPrivacyChanged']));
  it.each(['PUBLIC', 'SECRET'] as const)('looks up the requests before the change to %s', (to) =>
    expect(lookup!(change(to))).toEqual({ pendingJoinRequests: { groupId, beforeRevision: 2 } }),
  );
  it('looks up nothing when a group becomes private', () => expect(lookup!(change('PRIVATE'))).toBeNull());
  it('settles each request', () =>
    expect(requests(change('PUBLIC'), [inGroup(ravi), inGroup(mira)])).toEqual([
      { name: 'SettleJoinRequest', request: inGroup(ravi) },
      { name: 'SettleJoinRequest', request: inGroup(mira) },
    ]));
  it('settles nothing without requests', () => expect(requests(change('SECRET'), [])).toEqual([]));
});

describe('settleRequestAfterPrivacyChange', () => {
  it('settles each new request', () =>
    expect(requestsOn(settleRequestAfterPrivacyChange, joinRequested(ravi))).toEqual([
      { name: 'SettleJoinRequest', request: inGroup(ravi) },
    ]));
});

describe('endMembershipOfDepartedAdmin', () => {
  it.each([
    ['left', roleUnassigned(mira, 'LEFT'), [{ name: 'EndParticipation', request: inGroup(mira) }]],
    ['was removed', roleUnassigned(mira, 'REMOVED'), [{ name: 'EndParticipation', request: inGroup(mira) }]],
    [
      'was banned, with the data of the ban',
      roleUnassigned(mira, 'BANNED', { reason: 'Spam.' }),
      [{ name: 'EndParticipation', request: { ...inGroup(mira), ban: { reason: 'Spam.' } } }],
    ],
    ['became a plain member', roleUnassigned(mira), []],
  ])('for an admin who %s', (_, event, requests) =>
    expect(requestsOn(endMembershipOfDepartedAdmin, event)).toEqual(requests),
  );
});

describe('endParticipationWithoutGroupOrAccount', () => {
  it.each([memberJoined(ravi), memberInvited(ravi)])('ends the participation on $type, if needed', (event) =>
    expect(requestsOn(endParticipationWithoutGroupOrAccount, event)).toEqual([
      { name: 'EndParticipation', request: inGroup(ravi) },
    ]),
  );
});

describe('endParticipationWithoutGroupOrAccount, on a transfer of ownership', () => {
  it.each([
    ['ends the participation of the former owner, if needed', groupOwnershipTransferred(mira, ravi), [mira]],
    ['requests nothing without a former owner', groupOwnershipTransferred(null, ravi), []],
  ] as const)('%s', (_, event, who) =>
    expect(requestsOn(endParticipationWithoutGroupOrAccount, event)).toEqual(
      who.map((one) => ({ name: 'EndParticipation', request: inGroup(one) })),
    ),
  );
});

describe('endParticipationsWhenAccountEnds', () => {
  const { lookup, requests } = endParticipationsWhenAccountEnds;
  const ended = recorded(siteMemberAccountEnded(ravi))[0]!;
  const heirs = { memberIds: ['mira'], areAll: true };

  it('looks up the participations of the person', () =>
    expect(lookup!(ended)).toEqual({ participationsOf: { memberId: 'ravi' } }));
  it('transfers owned groups and ends the other participations', () =>
    expect(requests(ended, [inGroup(ravi), { ...inGroup(ravi), groupId: 'flow', heirs }])).toEqual([
      { name: 'EndParticipation', request: inGroup(ravi) },
      { name: 'TransferOwnershipToHeir', request: { groupId: 'flow', memberId: 'ravi', heirs } },
    ]));
});

describe('transferOwnershipOfEndedAccount', () => {
  const { lookup, requests } = transferOwnershipOfEndedAccount;
  const heirs = { memberIds: ['mira'], areAll: false };
  it.each([
    ['is created', groupCreated({ ownerId: 'ravi' }), { heirsOfEndedAccount: inGroup(ravi) }],
    ['is handed over', groupOwnershipTransferred(mira, ravi), { heirsOfEndedAccount: inGroup(ravi) }],
    ['has no owner any more', groupOwnershipTransferred(mira, null), null],
  ])('looks up heirs when a group %s', (_, event, query) => expect(lookup!(recorded(event)[0]!)).toEqual(query));
  it('transfers the group to them', () =>
    expect(requests(recorded(groupCreated())[0]!, [{ ...inGroup(ravi), heirs }])).toEqual([
      { name: 'TransferOwnershipToHeir', request: { ...inGroup(ravi), heirs } },
    ]));
  it('requests nothing without heirs', () =>
    expect(requests(recorded(groupCreated())[0]!, [inGroup(ravi)])).toEqual([]));
});

describe('cancelCreateRequestsWhenAccountEnds and cancelCreateRequestOfEndedAccount', () => {
  const cancels = { name: 'CancelCreateRequestOfEndedAccount', request: inGroup(ravi) };
  it('cancels the pending requests of an ended account', () => {
    const ended = recorded(siteMemberAccountEnded(ravi))[0]!;
    const { lookup, requests } = cancelCreateRequestsWhenAccountEnds;
    expect(lookup!(ended)).toEqual({ createRequestsOf: { memberId: 'ravi' } });
    expect(requests(ended, [inGroup(ravi)])).toEqual([cancels]);
  });
  it('cancels each new request, if the account has ended', () =>
    expect(requestsOn(cancelCreateRequestOfEndedAccount, createRequestSubmitted(ravi))).toEqual([cancels]));
});

describe('assignAdminRoleToJoiningSiteAdmin', () => {
  it.each([
    [
      'a site admin',
      memberJoined(anna, 'JOINED', 'ADMIN'),
      [{ name: 'AssignPromisedAdminRole', request: inGroup(anna) }],
    ],
    ['a member', memberJoined(ravi), []],
  ])('when %s joins', (_, event, requests) =>
    expect(requestsOn(assignAdminRoleToJoiningSiteAdmin, event)).toEqual(requests),
  );
});

describe('unassignRoleOfFormerMember', () => {
  it.each([roleAssigned(ravi), memberLeft(ravi), memberRemoved(ravi)])('requests it on $type', (event) =>
    expect(requestsOn(unassignRoleOfFormerMember, event)).toEqual([
      { name: 'UnassignRoleOfFormerMember', request: inGroup(ravi) },
    ]),
  );
});

describe('releaseFormerSlug', () => {
  const released = [{ name: 'ReleaseSlug', request: { groupId, slug: 'yoga' } }];
  it.each([
    ['changes with the name', groupRenamed('Flow', 'flow', 'yoga'), released],
    ['stays with another name', groupRenamed('YOGA'), []],
    ['becomes random', groupPrivacyChanged('PUBLIC', 'SECRET', { slug: 'aBcDeFgH', formerSlug: 'yoga' }), released],
    ['stays with another privacy', groupPrivacyChanged('PUBLIC', 'PRIVATE'), []],
    ['is given up with its group', groupDeleted(), released],
  ])('when it %s', (_, event, requests) => expect(requestsOn(releaseFormerSlug, event)).toEqual(requests));
});

describe('the lane of an event', () => {
  const laneAfter = (event: Event) => laneOf(recorded(event)[0]!);
  it('is the group on its site', () => {
    expect(laneAfter(createRequestApproved())).toBe(laneAfter(memberJoined(ravi)));
    expect(laneAfter(memberJoined(ravi))).toBe('studio.yoga');
  });
  it('is the site for an event without a group', () =>
    expect(laneAfter({ type: 'CreationPolicyChanged', data: {} })).toBe('studio.'));
});

describe('a command of a policy', () => {
  const [joined] = recorded(memberJoined(anna, 'JOINED', 'ADMIN'));
  const metadata = newCommandMetadata();
  async function send(result: object) {
    const sent: unknown[] = [];
    const bus = {
      execute: (command: unknown) => Promise.resolve((sent.push(command), result)),
    } as unknown as CommandBus;
    const policies = new Policies(bus, {} as PolicyLookups).handlers();
    const { commands } = policies.find(({ name }) => name === assignAdminRoleToJoiningSiteAdmin.name)!;
    for await (const chunk of commands(joined!)) for (const command of chunk) await command.send(metadata);
    return sent;
  }

  it('is sent by SYSTEM, with the position of the event', async () =>
    expect(await send({ accepted: true })).toEqual([
      new AssignPromisedAdminRoleCommand({ ...inGroup(anna), since: joined!.position }, system(siteId), metadata),
    ]));
  it.each(['CONFLICT', 'PERMISSION_DENIED'])('fails when it is refused with %s', (refusal) =>
    expect(send({ accepted: false, refusal })).rejects.toThrow(new PolicyCommandRefused(refusal)),
  );
});
