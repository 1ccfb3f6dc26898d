import type { Caller } from '@app/kernel';
import {
  createRequestSubmitted,
  groupCreated,
  groupDeleted,
  groupOwnershipTransferred,
  type PartialGroupDetails,
  roleAssigned,
  roleUnassigned,
} from '../testing/group.examples';
import {
  invitationDeclined,
  invitationRevoked,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
} from '../testing/membership.examples';
import {
  anna,
  billing,
  mira,
  olga,
  type Person,
  policies,
  ravi,
  settingsWithUnknown,
  tomo,
  visitor,
} from '../testing/people.examples';
import { type Given, type GivenEvents, joinedIfOneOf, statesAfter } from '../testing/scenario';
import { siteMemberRegistered } from '../testing/site-member.examples';
import { allowPolicies, type AllowPolicy, privacyStatuses } from './group/group.details';
import {
  allowedBy,
  belongs,
  canSee,
  canSeeEntrance,
  hasPublicProfile,
  isAdmin,
  isInvited,
  isKnown,
  mayActAsOwner,
  mayAddMembers,
  mayDecideRequests,
  mayInvite,
  mayManage,
  maySeeMembers,
  maySeeRequests,
} from './permissions';

/** tomo is an outsider, ravi a member, mira an admin, olga the owner. */
const callers = { visitor, tomo, ravi, mira, olga, anna, billing, policies };
type CallerName = keyof typeof callers;
const noCallers: readonly CallerName[] = [];
const site: readonly CallerName[] = ['anna', 'billing', 'policies'];
const owner: readonly CallerName[] = ['olga', ...site];
const admins: readonly CallerName[] = ['mira', ...owner];
const members: readonly CallerName[] = ['ravi', ...admins];
const people: readonly CallerName[] = ['tomo', ...members];
const all: readonly CallerName[] = ['visitor', ...people];

type Right = (states: ReturnType<typeof statesAfter>, caller: Caller) => boolean;
/** The callers whom the right allows in a group with these details. */
const allowed = (right: Right, details: PartialGroupDetails, more: GivenEvents['group'] = []): readonly CallerName[] =>
  all.filter((who) => {
    const caller = callers[who];
    const group = [groupCreated(details), roleAssigned(mira), ...more];
    return right(statesAfter({ group, callerMembership: joinedIfOneOf([ravi, mira], caller) }), caller);
  });
const policy = (name: string, value: AllowPolicy, privacyStatus: PartialGroupDetails['privacyStatus'] = 'PUBLIC') => ({
  privacyStatus,
  settings: { [name]: value },
});

describe('a group', () => {
  it.each([
    ['PUBLIC', all],
    ['PRIVATE', all],
    ['SECRET', members],
  ] as const)('%s is visible to %j', (privacyStatus, who) => expect(allowed(canSee, { privacyStatus })).toEqual(who));
  it('is visible to nobody once deleted', () => expect(allowed(canSee, {}, [groupDeleted()])).toEqual(noCallers));
  it.each([
    ['that does not exist', {}],
    ['with a pending create request', { group: [createRequestSubmitted()] }],
  ] as const)('%s is visible to nobody', (_, given) =>
    expect(all.filter((who) => canSee(statesAfter(given), callers[who]))).toEqual(noCallers),
  );
});

describe('rights in a group', () => {
  it.each(privacyStatuses)('mayManage: admins, in a %s group', (privacyStatus) =>
    expect(allowed(mayManage, { privacyStatus })).toEqual(admins),
  );
  it('mayActAsOwner: the current owner', () => {
    expect(allowed(mayActAsOwner, {})).toEqual(owner);
    expect(allowed(mayActAsOwner, {}, [groupOwnershipTransferred(olga, mira)])).toEqual(['mira', ...site]);
    expect(allowed(mayActAsOwner, {}, [groupOwnershipTransferred(olga, null, 'ACCOUNT_ENDED')])).toEqual(site);
  });
  it('policy OWNER: the current owner', () => {
    const right: Right = (states, caller) => allowedBy('OWNER', states, caller);
    expect(allowed(right, {}, [groupOwnershipTransferred(olga, ravi)])).toEqual(['ravi', ...site]);
    expect(allowed(right, {}, [groupOwnershipTransferred(olga, null, 'ACCOUNT_ENDED')])).toEqual(site);
  });

  it.each([
    ['OWNER', owner],
    ['OWNER_AND_ADMINS', admins],
    ['ALL_MEMBERS', members],
  ] as const)('policy %s: %j', (value, who) => {
    const right: Right = (states, caller) => allowedBy(value, states, caller);
    for (const privacyStatus of privacyStatuses) expect(allowed(right, { privacyStatus })).toEqual(who);
    expect(allowed(mayDecideRequests, policy('allowedToApproveJoinRequests', value))).toEqual(who);
    expect(allowed(mayAddMembers, policy('allowedToAddMembers', value))).toEqual(who);
    expect(allowed(mayAddMembers, policy('allowedToAddMembers', value, 'PRIVATE'))).toEqual(who);
    expect(allowed(mayInvite, policy('allowedToInviteMembers', value))).toEqual(who);
    expect(allowed(mayInvite, policy('allowedToInviteMembers', value, 'PRIVATE'))).toEqual(who);
  });
  it('each right depends on its own policy', () => {
    expect(allowed(mayDecideRequests, policy('allowedToAddMembers', 'ALL_MEMBERS'))).toEqual(admins);
    expect(allowed(mayAddMembers, policy('allowedToApproveJoinRequests', 'ALL_MEMBERS'))).toEqual(admins);
    expect(allowed(mayAddMembers, policy('allowedToInviteMembers', 'ALL_MEMBERS'))).toEqual(admins);
    expect(allowed(mayInvite, policy('allowedToAddMembers', 'ALL_MEMBERS'))).toEqual(admins);
  });
  it.each([
    ['OWNER', owner],
    ['OWNER_AND_ADMINS', members],
    ['ALL_MEMBERS', members],
  ] as const)('mayAddMembers and mayInvite in a SECRET group with policy %s: %j', (value, who) => {
    expect(allowed(mayAddMembers, policy('allowedToAddMembers', value, 'SECRET'))).toEqual(who);
    expect(allowed(mayInvite, policy('allowedToInviteMembers', value, 'SECRET'))).toEqual(who);
  });
  it.each([
    ['OWNER', admins],
    ['OWNER_AND_ADMINS', admins],
    ['ALL_MEMBERS', members],
  ] as const)('maySeeRequests with policy %s: %j', (value, who) =>
    expect(allowed(maySeeRequests, policy('allowedToApproveJoinRequests', value))).toEqual(who),
  );
  it.each([
    [true, all],
    [false, admins],
  ])('maySeeMembers with showMemberList %p: %j', (showMemberList, who) =>
    expect(allowed(maySeeMembers, { settings: { showMemberList } })).toEqual(who),
  );
  it('none without a group', () => {
    const none = statesAfter({});
    for (const caller of [ravi, anna, billing]) {
      expect(mayDecideRequests(none, caller)).toBe(false);
      expect(mayAddMembers(none, caller)).toBe(false);
      expect(mayInvite(none, caller)).toBe(false);
    }
    expect(maySeeMembers(none, ravi)).toBe(false);
    for (const value of allowPolicies) expect(allowedBy(value, none, visitor)).toBe(false);
  });
});

describe('belongs and isAdmin', () => {
  const group = [groupCreated()];
  const departed = [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')];
  const withRole: GivenEvents = { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi)] };
  const check = (right: typeof belongs, given: Parameters<typeof statesAfter>[0], who: Person | null) => {
    const states = statesAfter(given);
    return right(states.group, states.callerMembership, who?.memberId);
  };
  it.each<[string, Parameters<typeof statesAfter>[0], Person | null, boolean, boolean]>([
    ['the owner', { group }, olga, true, true],
    [
      'the owner, whose membership began after the group',
      [{ group }, { callerMembership: [memberJoined(olga)] }],
      olga,
      true,
      true,
    ],
    ['a member', { group, callerMembership: [memberJoined(ravi)] }, ravi, true, false],
    ['somebody who left', { group, callerMembership: [memberJoined(ravi), memberLeft(ravi)] }, ravi, false, false],
    ['an outsider', { group }, ravi, false, false],
    ['a caller without a member id', { group }, null, false, false],
    ['an admin', { group: [...group, roleAssigned(ravi)], callerMembership: [memberJoined(ravi)] }, ravi, true, true],
    ['somebody with the admin role who never joined', { group: [...group, roleAssigned(ravi)] }, ravi, false, false],
    [
      'a departed admin whose membership has not ended yet',
      { group: departed, callerMembership: [memberJoined(ravi)] },
      ravi,
      false,
      false,
    ],
    [
      'a departed admin who came back',
      [{ group: departed, callerMembership: [memberJoined(ravi)] }, { callerMembership: [memberJoined(ravi)] }],
      ravi,
      true,
      false,
    ],
    [
      'a departed admin who came back and is an admin again',
      [
        { group: departed, callerMembership: [memberJoined(ravi)] },
        { callerMembership: [memberJoined(ravi)] },
        { group: [roleAssigned(ravi)] },
      ],
      ravi,
      true,
      true,
    ],
    [
      'somebody who left and came back, still with the role in the group',
      [withRole, { callerMembership: [memberLeft(ravi), memberJoined(ravi)] }],
      ravi,
      true,
      false,
    ],
    [
      'somebody who got the role while away and came back',
      [
        { callerMembership: [memberJoined(ravi), memberLeft(ravi)], group: [...group, roleAssigned(ravi)] },
        { callerMembership: [memberJoined(ravi)] },
      ],
      ravi,
      true,
      false,
    ],
    [
      'somebody who came back, still with the role, and got it again',
      [withRole, { callerMembership: [memberLeft(ravi), memberJoined(ravi)], group: [roleAssigned(ravi)] }],
      ravi,
      true,
      true,
    ],
  ])('%s', (_, given, who, isMember, isOneOfTheAdmins) => {
    expect(check(belongs, given, who)).toBe(isMember);
    expect(check(isAdmin, given, who)).toBe(isOneOfTheAdmins);
  });
});

describe('isInvited and canSeeEntrance', () => {
  const group = [groupCreated({ privacyStatus: 'SECRET' })];
  const invited = [memberInvited(ravi, olga)];
  it.each<[string, Given, boolean]>([
    ['somebody with an open invitation', { group, callerMembership: invited }, true],
    ['somebody without an invitation', { group }, false],
    ['somebody who declined', { group, callerMembership: [...invited, invitationDeclined(ravi)] }, false],
    [
      'somebody whose invitation was revoked',
      { group, callerMembership: [...invited, invitationRevoked(ravi)] },
      false,
    ],
    ['somebody who is a member', { group, callerMembership: [...invited, memberJoined(ravi)] }, false],
    ['somebody who was banned', { group, callerMembership: [...invited, memberBanned(ravi)] }, false],
    [
      'somebody who left and was invited again',
      { group, callerMembership: [memberJoined(ravi), memberLeft(ravi), ...invited] },
      true,
    ],
    ['the owner', { group: [groupCreated({ ownerId: 'ravi' })], callerMembership: invited }, false],
  ])('%s', (_, given, isIt) => {
    const { group, callerMembership } = statesAfter(given);
    expect(isInvited(group, callerMembership, 'ravi')).toBe(isIt);
    expect(isInvited(group, callerMembership, undefined)).toBe(false);
  });

  it('an invited person sees only the entrance of a SECRET group', () => {
    const states = statesAfter({ group, callerMembership: invited });
    expect([canSeeEntrance(states, ravi), canSee(states, ravi)]).toEqual([true, false]);
  });
  it('nobody sees the entrance of a deleted group', () => {
    const states = statesAfter({ group: [...group, groupDeleted()], callerMembership: invited });
    for (const caller of [ravi, anna, billing]) expect(canSeeEntrance(states, caller)).toBe(false);
  });
  it('without an invitation, only apps see the entrance of a SECRET group', () => {
    const states = statesAfter({ group });
    expect(canSeeEntrance(states, visitor)).toBe(false);
    expect(canSeeEntrance(states, tomo)).toBe(false);
    expect(canSeeEntrance(states, billing)).toBe(true);
  });
  it.each(privacyStatuses)('everybody who sees a %s group sees its entrance', (privacyStatus) =>
    expect(allowed(canSeeEntrance, { privacyStatus })).toEqual(allowed(canSee, { privacyStatus })),
  );
});

describe('isKnown and hasPublicProfile', () => {
  it.each([
    ['not in the directory, with the setting PUBLIC', [], 'PUBLIC', true, true],
    ['not in the directory, with the setting PRIVATE', [], 'PRIVATE', true, false],
    ['not in the directory, with the setting REFUSE', [], 'REFUSE', false, false],
    ['with a public profile', [siteMemberRegistered(ravi)], 'REFUSE', true, true],
    ['with a private profile', [siteMemberRegistered(ravi, 'PRIVATE')], 'PUBLIC', true, false],
  ] as const)('%s', (_, events, unknown, known, isPublic) => {
    const { person } = statesAfter({ person: events });
    const { unknownSiteMembers } = settingsWithUnknown(unknown);
    expect(isKnown(person, unknownSiteMembers)).toBe(known);
    expect(hasPublicProfile(person, unknownSiteMembers)).toBe(isPublic);
  });
});
