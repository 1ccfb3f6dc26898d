import {
  groupCreated,
  groupId,
  groupPrivacyChanged,
  membershipQuestionsReplaced,
  roleAssigned,
  roleUnassigned,
} from '../../group/group.examples';
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
} from '../../membership/membership.examples';
import { anna, billing, olga, ravi, unknownCountAs } from '../../people.examples';
import { missingToRavi, scenarioOf } from '../../scenario.examples';
import { siteMemberRegistered } from '../../site-member/site-member.examples';
import { acceptInvitation } from './accept-invitation.decision';

const scenario = scenarioOf(acceptInvitation);
const when = { groupId };
const group = [groupCreated()];
const mine = [memberInvited(ravi, olga)];
const person = [siteMemberRegistered(ravi, 'PRIVATE')];
const accepted = [invitationAccepted(ravi), memberJoined(ravi, 'INVITED')];

describe('accept an invitation', () => {
  it.each(missingToRavi)('finds no group in %s', (_, given) => scenario({ given, when, refused: 'GROUP_NOT_FOUND' }));
  it.each([
    ['was revoked', [...mine, invitationRevoked(ravi)]],
    ['was declined', [...mine, invitationDeclined(ravi)]],
    ['ended with a ban', [...mine, invitationRevoked(ravi), memberBanned(ravi)]],
  ] as const)('finds no secret group to which the invitation %s', (_, events) =>
    scenario({
      given: { group: [groupCreated({ privacyStatus: 'SECRET' })], mine: events },
      when,
      refused: 'GROUP_NOT_FOUND',
    }),
  );

  it.each(['PUBLIC', 'PRIVATE', 'SECRET'] as const)('makes a member, in a %s group', (privacyStatus) =>
    scenario({ given: { group: [groupCreated({ privacyStatus })], mine }, when, then: accepted }),
  );
  it('works in a group that turned secret meanwhile', () =>
    scenario({
      given: { group: [...group, groupPrivacyChanged('PUBLIC', 'SECRET')], mine },
      when,
      then: accepted,
    }));
  it('asks no questions', () =>
    scenario({
      given: { group: [...group, membershipQuestionsReplaced({ id: 'q1', text: 'Why?', required: true })], mine },
      when,
      then: accepted,
    }));
  it('grants a request that waits', () =>
    scenario({
      given: { group, mine: [joinRequested(ravi), ...mine] },
      when,
      then: [invitationAccepted(ravi), joinRequestApproved(ravi), memberJoined(ravi, 'INVITED')],
    }));
  it('leaves a request alone that was rejected before', () =>
    scenario({
      given: { group, mine: [joinRequested(ravi), joinRequestRejected(ravi), ...mine] },
      when,
      then: accepted,
    }));
  it('ends the membership first that an admin who left has still standing', () =>
    scenario({
      given: [
        { mine: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
        { mine },
      ],
      when,
      then: [memberLeft(ravi), ...accepted],
    }));
  it('makes a site admin a plain member, as a person', () =>
    scenario({
      given: { group, mine: [memberInvited(anna, olga)] },
      when,
      by: anna,
      then: [invitationAccepted(anna), memberJoined(anna, 'INVITED')],
    }));

  it('needs a person', () => scenario({ given: { group }, when, by: billing, refused: 'MEMBER_IDENTITY_REQUIRED' }));
  it('is refused to the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when, by: olga, refused: 'ALREADY_A_MEMBER' }));
  const justBanned = [
    { mine: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
    { mine, person },
    { group: [roleUnassigned(ravi, 'BANNED')] },
  ];
  it.each([
    ['a member', { group, person, mine: [...mine, ...accepted] }, 'ALREADY_A_MEMBER'],
    ['the banned', { group, person, mine: [...mine, invitationRevoked(ravi), memberBanned(ravi)] }, 'BANNED'],
    ['whom the group has just banned', justBanned, 'BANNED'],
    ['whom nobody invited', { group, person }, 'INVITATION_NOT_FOUND'],
    ['whose invitation was revoked', { group, mine: [...mine, invitationRevoked(ravi)] }, 'INVITATION_NOT_FOUND'],
    ['who declined', { group, mine: [...mine, invitationDeclined(ravi)] }, 'INVITATION_NOT_FOUND'],
    ['who accepted and left', { group, mine: [...mine, ...accepted, memberLeft(ravi)] }, 'INVITATION_NOT_FOUND'],
    ['who has a private profile', { group, mine, person }, 'PUBLIC_PROFILE_REQUIRED'],
  ] as const)('is refused to those %s', (_, given, refused) => scenario({ given, when, refused }));
  it.each(['PRIVATE', 'REFUSE'] as const)('needs a profile where unknown people count as %s', (unknown) =>
    scenario({ given: { group, mine }, when, rules: unknownCountAs(unknown), refused: 'PUBLIC_PROFILE_REQUIRED' }),
  );
});
