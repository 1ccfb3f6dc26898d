import { groupCreated, groupId } from '../../group/group.examples';
import {
  invitationAccepted,
  invitationDeclined,
  invitationRevoked,
  joinRequestCanceled,
  joinRequested,
  memberBanned,
  memberInvited,
  memberJoined,
} from '../../membership/membership.examples';
import { anna, billing, olga, ravi } from '../../people.examples';
import { missingToRavi, scenarioOf } from '../../scenario.examples';
import { siteMemberRegistered } from '../../site-member/site-member.examples';
import { declineInvitation } from './decline-invitation.decision';

const scenario = scenarioOf(declineInvitation);
const when = { groupId };
const group = [groupCreated()];
const mine = [memberInvited(ravi, olga)];
const declined = [invitationDeclined(ravi)];

describe('decline an invitation', () => {
  it.each(missingToRavi)('finds no group in %s', (_, given) => scenario({ given, when, refused: 'GROUP_NOT_FOUND' }));
  it('finds no secret group once it was declined', () =>
    scenario({
      given: { group: [groupCreated({ privacyStatus: 'SECRET' })], mine: [...mine, ...declined] },
      when,
      refused: 'GROUP_NOT_FOUND',
    }));

  it.each(['PUBLIC', 'PRIVATE', 'SECRET'] as const)('ends it, in a %s group', (privacyStatus) =>
    scenario({ given: { group: [groupCreated({ privacyStatus })], mine }, when, then: declined }),
  );
  it('needs no public profile', () =>
    scenario({ given: { group, mine, person: [siteMemberRegistered(ravi, 'PRIVATE')] }, when, then: declined }));
  it('takes back a request that waits', () =>
    scenario({
      given: { group, mine: [joinRequested(ravi), ...mine] },
      when,
      then: [...declined, joinRequestCanceled(ravi)],
    }));
  it('leaves a request alone that was taken back before', () =>
    scenario({
      given: { group, mine: [joinRequested(ravi), joinRequestCanceled(ravi), ...mine] },
      when,
      then: declined,
    }));
  it('is open to a site admin as a person', () =>
    scenario({ given: { group, mine: [memberInvited(anna)] }, when, by: anna, then: [invitationDeclined(anna)] }));

  it('needs a person', () => scenario({ given: { group }, when, by: billing, refused: 'MEMBER_IDENTITY_REQUIRED' }));
  it('is refused to the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when, by: olga, refused: 'ALREADY_A_MEMBER' }));
  it.each([
    ['a member', [...mine, invitationAccepted(ravi), memberJoined(ravi, 'INVITED')], 'ALREADY_A_MEMBER'],
    ['whom nobody invited', [], 'INVITATION_NOT_FOUND'],
    ['who only asked', [joinRequested(ravi)], 'INVITATION_NOT_FOUND'],
    ['whose invitation was revoked', [...mine, invitationRevoked(ravi)], 'INVITATION_NOT_FOUND'],
    ['who declined already', [...mine, ...declined], 'INVITATION_NOT_FOUND'],
    ['the banned', [...mine, invitationRevoked(ravi), memberBanned(ravi)], 'INVITATION_NOT_FOUND'],
  ] as const)('is refused to those %s', (_, events, refused) =>
    scenario({ given: { group, mine: events }, when, refused }),
  );
});
