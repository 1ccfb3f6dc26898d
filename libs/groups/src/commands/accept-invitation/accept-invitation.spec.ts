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
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );
  it.each([
    ['was revoked', [...callerMembership, invitationRevoked(ravi)]],
    ['was declined', [...callerMembership, invitationDeclined(ravi)]],
    ['ended with a ban', [...callerMembership, invitationRevoked(ravi), memberBanned(ravi)]],
  ] as const)('refuses GROUP_NOT_FOUND for a secret group if the invitation %s', (_, events) =>
    scenario({
      given: { group: [groupCreated({ privacyStatus: 'SECRET' })], callerMembership: events },
      when,
      refused: 'GROUP_NOT_FOUND',
    }),
  );

  it.each(['PUBLIC', 'PRIVATE', 'SECRET'] as const)('makes the caller a member of a %s group', (privacyStatus) =>
    scenario({ given: { group: [groupCreated({ privacyStatus })], callerMembership }, when, then: accepted }),
  );
  it('accepts in a group that became secret after the invitation', () =>
    scenario({
      given: { group: [...group, groupPrivacyChanged('PUBLIC', 'SECRET')], callerMembership },
      when,
      then: accepted,
    }));
  it('needs no answers to questions', () =>
    scenario({
      given: {
        group: [...group, membershipQuestionsReplaced({ id: 'q1', text: 'Why?', required: true })],
        callerMembership,
      },
      when,
      then: accepted,
    }));
  it('approves a pending request', () =>
    scenario({
      given: { group, callerMembership: [joinRequested(ravi), ...callerMembership] },
      when,
      then: [invitationAccepted(ravi), joinRequestApproved(ravi), memberJoined(ravi, 'INVITED')],
    }));
  it('does not change a rejected request', () =>
    scenario({
      given: { group, callerMembership: [joinRequested(ravi), joinRequestRejected(ravi), ...callerMembership] },
      when,
      then: accepted,
    }));
  it('first ends the open membership of a departed admin', () =>
    scenario({
      given: [
        { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
        { callerMembership },
      ],
      when,
      then: [memberLeft(ravi), ...accepted],
    }));
  it('makes a site admin a plain member', () =>
    scenario({
      given: { group, callerMembership: [memberInvited(anna, olga)] },
      when,
      by: anna,
      then: [invitationAccepted(anna), memberJoined(anna, 'INVITED')],
    }));

  it('refuses MEMBER_IDENTITY_REQUIRED to an app', () =>
    scenario({ given: { group }, when, by: billing, refused: 'MEMBER_IDENTITY_REQUIRED' }));
  it('refuses the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when, by: olga, refused: 'ALREADY_A_MEMBER' }));
  const justBanned = [
    { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
    { callerMembership, person },
    { group: [roleUnassigned(ravi, 'BANNED')] },
  ];
  it.each([
    ['a member', { group, person, callerMembership: [...callerMembership, ...accepted] }, 'ALREADY_A_MEMBER'],
    [
      'a banned person',
      { group, person, callerMembership: [...callerMembership, invitationRevoked(ravi), memberBanned(ravi)] },
      'BANNED',
    ],
    ['a banned admin whose ban is not written yet', justBanned, 'BANNED'],
    ['somebody without an invitation', { group, person }, 'INVITATION_NOT_FOUND'],
    [
      'somebody whose invitation was revoked',
      { group, callerMembership: [...callerMembership, invitationRevoked(ravi)] },
      'INVITATION_NOT_FOUND',
    ],
    [
      'somebody who declined',
      { group, callerMembership: [...callerMembership, invitationDeclined(ravi)] },
      'INVITATION_NOT_FOUND',
    ],
    [
      'somebody who accepted and left',
      { group, callerMembership: [...callerMembership, ...accepted, memberLeft(ravi)] },
      'INVITATION_NOT_FOUND',
    ],
    ['somebody with a private profile', { group, callerMembership, person }, 'PUBLIC_PROFILE_REQUIRED'],
  ] as const)('is refused to %s', (_, given, refused) => scenario({ given, when, refused }));
  it.each(['PRIVATE', 'REFUSE'] as const)(
    'refuses a person who is not in the directory with the setting %s',
    (unknown) =>
      scenario({
        given: { group, callerMembership },
        when,
        settings: settingsWithUnknown(unknown),
        refused: 'PUBLIC_PROFILE_REQUIRED',
      }),
  );
});
