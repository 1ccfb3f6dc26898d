import {
  groupCreated,
  groupId,
  groupPrivacyChanged,
  membershipQuestionsReplaced,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import {
  invitationAccepted,
  invitationDeclined,
  invitationRevoked,
  joinRequestApproved,
  joinRequested,
  joinRequestRejected,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
} from '../../testing/membership.examples';
import { anna, billing, olga, ravi, settingsWithUnknown } from '../../testing/people.examples';
import { groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { siteMemberRegistered } from '../../testing/site-member.examples';
import { acceptInvitation } from './accept-invitation.decision';

const scenario = scenarioOf(acceptInvitation);
const when = { groupId };
const group = [groupCreated()];
const callerMembership = [memberInvited(ravi, olga)];
const person = [siteMemberRegistered(ravi, 'PRIVATE')];
const accepted = [invitationAccepted(ravi), memberJoined(ravi, 'INVITED')];

describe('accept an invitation', () => {
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );
  it.each([
    ['was revoked', [...callerMembership, invitationRevoked(ravi)]],
    ['was declined', [...callerMembership, invitationDeclined(ravi)]],
    ['ended with a ban', [...callerMembership, invitationRevoked(ravi), memberBanned(ravi)]],
  ] as const)('finds no secret group to which the invitation %s', (_, events) =>
    scenario({
      given: { group: [groupCreated({ privacyStatus: 'SECRET' })], callerMembership: events },
      when,
      refused: 'GROUP_NOT_FOUND',
    }),
  );

  it.each(['PUBLIC', 'PRIVATE', 'SECRET'] as const)('makes a member, in a %s group', (privacyStatus) =>
    scenario({ given: { group: [groupCreated({ privacyStatus })], callerMembership }, when, then: accepted }),
  );
  it('works in a group that turned secret meanwhile', () =>
    scenario({
      given: { group: [...group, groupPrivacyChanged('PUBLIC', 'SECRET')], callerMembership },
      when,
      then: accepted,
    }));
  it('asks no questions', () =>
    scenario({
      given: {
        group: [...group, membershipQuestionsReplaced({ id: 'q1', text: 'Why?', required: true })],
        callerMembership,
      },
      when,
      then: accepted,
    }));
  it('grants a request that waits', () =>
    scenario({
      given: { group, callerMembership: [joinRequested(ravi), ...callerMembership] },
      when,
      then: [invitationAccepted(ravi), joinRequestApproved(ravi), memberJoined(ravi, 'INVITED')],
    }));
  it('leaves a request alone that was rejected before', () =>
    scenario({
      given: { group, callerMembership: [joinRequested(ravi), joinRequestRejected(ravi), ...callerMembership] },
      when,
      then: accepted,
    }));
  it('ends the membership first that an admin who left has still standing', () =>
    scenario({
      given: [
        { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
        { callerMembership },
      ],
      when,
      then: [memberLeft(ravi), ...accepted],
    }));
  it('makes a site admin a plain member, as a person', () =>
    scenario({
      given: { group, callerMembership: [memberInvited(anna, olga)] },
      when,
      by: anna,
      then: [invitationAccepted(anna), memberJoined(anna, 'INVITED')],
    }));

  it('needs a person', () => scenario({ given: { group }, when, by: billing, refused: 'MEMBER_IDENTITY_REQUIRED' }));
  it('is refused to the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when, by: olga, refused: 'ALREADY_A_MEMBER' }));
  const justBanned = [
    { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
    { callerMembership, person },
    { group: [roleUnassigned(ravi, 'BANNED')] },
  ];
  it.each([
    ['a member', { group, person, callerMembership: [...callerMembership, ...accepted] }, 'ALREADY_A_MEMBER'],
    [
      'the banned',
      { group, person, callerMembership: [...callerMembership, invitationRevoked(ravi), memberBanned(ravi)] },
      'BANNED',
    ],
    ['whom the group has just banned', justBanned, 'BANNED'],
    ['whom nobody invited', { group, person }, 'INVITATION_NOT_FOUND'],
    [
      'whose invitation was revoked',
      { group, callerMembership: [...callerMembership, invitationRevoked(ravi)] },
      'INVITATION_NOT_FOUND',
    ],
    [
      'who declined',
      { group, callerMembership: [...callerMembership, invitationDeclined(ravi)] },
      'INVITATION_NOT_FOUND',
    ],
    [
      'who accepted and left',
      { group, callerMembership: [...callerMembership, ...accepted, memberLeft(ravi)] },
      'INVITATION_NOT_FOUND',
    ],
    ['who has a private profile', { group, callerMembership, person }, 'PUBLIC_PROFILE_REQUIRED'],
  ] as const)('is refused to those %s', (_, given, refused) => scenario({ given, when, refused }));
  it.each(['PRIVATE', 'REFUSE'] as const)('needs a profile where unknown people count as %s', (unknown) =>
    scenario({
      given: { group, callerMembership },
      when,
      settings: settingsWithUnknown(unknown),
      refused: 'PUBLIC_PROFILE_REQUIRED',
    }),
  );
});
