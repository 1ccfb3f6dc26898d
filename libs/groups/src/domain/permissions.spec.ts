import type { Caller } from '@app/kernel';
import { type AllowPolicy, allowPolicies, privacyStatuses } from './group/group.details';
import {
  createRequestSubmitted,
  groupCreated,
  groupDeleted,
  groupOwnershipTransferred,
  roleAssigned,
  roleUnassigned,
  type PartialGroupDetails,
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
  tomo,
  settingsWithUnknown,
  visitor,
} from '../testing/people.examples';
import {
  allowedBy,
  belongs,
  canSeeEntrance,
  canSee,
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
import { type Given, type GivenEvents, joinedIfOneOf, statesAfter } from '../testing/scenario';
import { siteMemberRegistered } from '../testing/site-member.examples';

/** tomo is an outsider, ravi a member, mira an admin, olga the owner. */
const everybody = { visitor, tomo, ravi, mira, olga, anna, billing, policies };
type Who = keyof typeof everybody;
const nobody: readonly Who[] = [];
const site: readonly Who[] = ['anna', 'billing', 'policies'];
const owner: readonly Who[] = ['olga', ...site];
const admins: readonly Who[] = ['mira', ...owner];
const members: readonly Who[] = ['ravi', ...admins];
const people: readonly Who[] = ['tomo', ...members];
const all: readonly Who[] = ['visitor', ...people];

type Right = (states: ReturnType<typeof statesAfter>, caller: Caller) => boolean;
/** Whom the right allows in such a group. */
const allowed = (right: Right, some: PartialGroupDetails, more: GivenEvents['group'] = []): readonly Who[] =>
  all.filter((who) => {
    const caller = everybody[who];
    const group = [groupCreated(some), roleAssigned(mira), ...more];
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
  ] as const)('that is %s is seen by %j', (privacyStatus, who) =>
    expect(allowed(canSee, { privacyStatus })).toEqual(who),
  );
  it('that is deleted is seen by nobody', () => expect(allowed(canSee, {}, [groupDeleted()])).toEqual(nobody));
  it.each([
    ['nobody created', {}],
    ['was only asked for', { group: [createRequestSubmitted()] }],
  ] as const)('that %s is seen by nobody', (_, given) =>
    expect(all.filter((who) => canSee(statesAfter(given), everybody[who]))).toEqual(nobody),
  );
});

describe('the rights in a group', () => {
  it.each(privacyStatuses)('to manage it: admins, %s', (privacyStatus) =>
    expect(allowed(mayManage, { privacyStatus })).toEqual(admins),
  );
  it('to act as its owner: who owns it now', () => {
    expect(allowed(mayActAsOwner, {})).toEqual(owner);
    expect(allowed(mayActAsOwner, {}, [groupOwnershipTransferred(olga, mira)])).toEqual(['mira', ...site]);
    expect(allowed(mayActAsOwner, {}, [groupOwnershipTransferred(olga, null, 'ACCOUNT_ENDED')])).toEqual(site);
  });
  it('that its policy OWNER gives follow the owner', () => {
    const right: Right = (states, caller) => allowedBy('OWNER', states, caller);
    expect(allowed(right, {}, [groupOwnershipTransferred(olga, ravi)])).toEqual(['ravi', ...site]);
    expect(allowed(right, {}, [groupOwnershipTransferred(olga, null, 'ACCOUNT_ENDED')])).toEqual(site);
  });

  it.each([
    ['OWNER', owner],
    ['OWNER_AND_ADMINS', admins],
    ['ALL_MEMBERS', members],
  ] as const)('that its policy %s gives: %j', (value, who) => {
    const right: Right = (states, caller) => allowedBy(value, states, caller);
    for (const privacyStatus of privacyStatuses) expect(allowed(right, { privacyStatus })).toEqual(who);
    expect(allowed(mayDecideRequests, policy('allowedToApproveJoinRequests', value))).toEqual(who);
    expect(allowed(mayAddMembers, policy('allowedToAddMembers', value))).toEqual(who);
    expect(allowed(mayAddMembers, policy('allowedToAddMembers', value, 'PRIVATE'))).toEqual(who);
    expect(allowed(mayInvite, policy('allowedToInviteMembers', value))).toEqual(who);
    expect(allowed(mayInvite, policy('allowedToInviteMembers', value, 'PRIVATE'))).toEqual(who);
  });
  it('go by their own policy each', () => {
    expect(allowed(mayDecideRequests, policy('allowedToAddMembers', 'ALL_MEMBERS'))).toEqual(admins);
    expect(allowed(mayAddMembers, policy('allowedToApproveJoinRequests', 'ALL_MEMBERS'))).toEqual(admins);
    expect(allowed(mayAddMembers, policy('allowedToInviteMembers', 'ALL_MEMBERS'))).toEqual(admins);
    expect(allowed(mayInvite, policy('allowedToAddMembers', 'ALL_MEMBERS'))).toEqual(admins);
  });
  it.each([
    ['OWNER', owner],
    ['OWNER_AND_ADMINS', members],
    ['ALL_MEMBERS', members],
  ] as const)('to bring people into a SECRET group with %s: %j', (value, who) => {
    expect(allowed(mayAddMembers, policy('allowedToAddMembers', value, 'SECRET'))).toEqual(who);
    expect(allowed(mayInvite, policy('allowedToInviteMembers', value, 'SECRET'))).toEqual(who);
  });
  it.each([
    ['OWNER', admins],
    ['OWNER_AND_ADMINS', admins],
    ['ALL_MEMBERS', members],
  ] as const)('to see requests that %s decide: %j', (value, who) =>
    expect(allowed(maySeeRequests, policy('allowedToApproveJoinRequests', value))).toEqual(who),
  );
  it.each([
    [true, all],
    [false, admins],
  ])('to see members of a list that is shown, %p: %j (visitors sign in first)', (showMemberList, who) =>
    expect(allowed(maySeeMembers, { settings: { showMemberList } })).toEqual(who),
  );
  it('are none while there is no group', () => {
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

describe('who belongs', () => {
  const group = [groupCreated()];
  const gone = [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')];
  const named: GivenEvents = { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi)] };
  const judge = (right: typeof belongs, given: Parameters<typeof statesAfter>[0], who: Person | null) => {
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
    ['nobody', { group }, null, false, false],
    ['an admin', { group: [...group, roleAssigned(ravi)], callerMembership: [memberJoined(ravi)] }, ravi, true, true],
    ['one named admin who never joined', { group: [...group, roleAssigned(ravi)] }, ravi, false, false],
    [
      'an admin gone, whose membership stands',
      { group: gone, callerMembership: [memberJoined(ravi)] },
      ravi,
      false,
      false,
    ],
    [
      'one who came back since',
      [{ group: gone, callerMembership: [memberJoined(ravi)] }, { callerMembership: [memberJoined(ravi)] }],
      ravi,
      true,
      false,
    ],
    [
      'one who came back and is an admin again',
      [
        { group: gone, callerMembership: [memberJoined(ravi)] },
        { callerMembership: [memberJoined(ravi)] },
        { group: [roleAssigned(ravi)] },
      ],
      ravi,
      true,
      true,
    ],
    [
      'one who left and came back, still named',
      [named, { callerMembership: [memberLeft(ravi), memberJoined(ravi)] }],
      ravi,
      true,
      false,
    ],
    [
      'one named while away who came back since',
      [
        { callerMembership: [memberJoined(ravi), memberLeft(ravi)], group: [...group, roleAssigned(ravi)] },
        { callerMembership: [memberJoined(ravi)] },
      ],
      ravi,
      true,
      false,
    ],
    [
      'one who came back, still named, and was named again',
      [named, { callerMembership: [memberLeft(ravi), memberJoined(ravi)], group: [roleAssigned(ravi)] }],
      ravi,
      true,
      true,
    ],
  ])('%s', (_, given, who, isMember, isOneOfTheAdmins) => {
    expect(judge(belongs, given, who)).toBe(isMember);
    expect(judge(isAdmin, given, who)).toBe(isOneOfTheAdmins);
  });
});

describe('who is invited', () => {
  const group = [groupCreated({ privacyStatus: 'SECRET' })];
  const invited = [memberInvited(ravi, olga)];
  it.each<[string, Given, boolean]>([
    ['one with an open invitation', { group, callerMembership: invited }, true],
    ['one who was not', { group }, false],
    ['one who declined', { group, callerMembership: [...invited, invitationDeclined(ravi)] }, false],
    ['one who may not come any more', { group, callerMembership: [...invited, invitationRevoked(ravi)] }, false],
    ['one who is a member since', { group, callerMembership: [...invited, memberJoined(ravi)] }, false],
    ['one who was banned since', { group, callerMembership: [...invited, memberBanned(ravi)] }, false],
    [
      'one who left and was invited back',
      { group, callerMembership: [memberJoined(ravi), memberLeft(ravi), ...invited] },
      true,
    ],
    ['the owner', { group: [groupCreated({ ownerId: 'ravi' })], callerMembership: invited }, false],
  ])('%s', (_, given, isIt) => {
    const { group, callerMembership } = statesAfter(given);
    expect(isInvited(group, callerMembership, 'ravi')).toBe(isIt);
    expect(isInvited(group, callerMembership, undefined)).toBe(false);
  });

  it('comes to the door of a SECRET group and sees no further', () => {
    const states = statesAfter({ group, callerMembership: invited });
    expect([canSeeEntrance(states, ravi), canSee(states, ravi)]).toEqual([true, false]);
  });
  it('finds no door of a deleted group', () => {
    const states = statesAfter({ group: [...group, groupDeleted()], callerMembership: invited });
    for (const caller of [ravi, anna, billing]) expect(canSeeEntrance(states, caller)).toBe(false);
  });
  it('comes no nearer to an app or a visitor', () => {
    const states = statesAfter({ group });
    expect(canSeeEntrance(states, visitor)).toBe(false);
    expect(canSeeEntrance(states, tomo)).toBe(false);
    expect(canSeeEntrance(states, billing)).toBe(true);
  });
  it.each(privacyStatuses)('lets everybody approach who sees a %s group', (privacyStatus) =>
    expect(allowed(canSeeEntrance, { privacyStatus })).toEqual(allowed(canSee, { privacyStatus })),
  );
});

describe('a person of the site', () => {
  it.each([
    ['unknown, counting as PUBLIC', [], 'PUBLIC', true, true],
    ['unknown, counting as PRIVATE', [], 'PRIVATE', true, false],
    ['unknown and refused', [], 'REFUSE', false, false],
    ['with a public profile', [siteMemberRegistered(ravi)], 'REFUSE', true, true],
    ['with a private profile', [siteMemberRegistered(ravi, 'PRIVATE')], 'PUBLIC', true, false],
  ] as const)('%s', (_, events, unknown, known, isPublic) => {
    const { person } = statesAfter({ person: events });
    const { unknownSiteMembers } = settingsWithUnknown(unknown);
    expect(isKnown(person, unknownSiteMembers)).toBe(known);
    expect(hasPublicProfile(person, unknownSiteMembers)).toBe(isPublic);
  });
});
