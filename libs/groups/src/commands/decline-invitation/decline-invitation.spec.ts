import { groupCreated, groupId } from '../../testing/group.examples';
import {
  invitationAccepted,
  invitationDeclined,
  invitationRevoked,
  joinRequestCanceled,
  joinRequested,
  memberBanned,
  memberInvited,
  memberJoined,
} from '../../testing/membership.examples';
import { anna, billing, olga, ravi } from '../../testing/people.examples';
import { groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { siteMemberRegistered } from '../../testing/site-member.examples';
import { declineInvitation } from './decline-invitation.decision';

const scenario = scenarioOf(declineInvitation);
const when = { groupId };
const group = [groupCreated()];
const callerMembership = [memberInvited(ravi, olga)];
const declined = [invitationDeclined(ravi)];

describe('decline an invitation', () => {
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );
  it('finds no secret group once it was declined', () =>
    scenario({
      given: {
        group: [groupCreated({ privacyStatus: 'SECRET' })],
        callerMembership: [...callerMembership, ...declined],
      },
      when,
      refused: 'GROUP_NOT_FOUND',
    }));

  it.each(['PUBLIC', 'PRIVATE', 'SECRET'] as const)('ends it, in a %s group', (privacyStatus) =>
    scenario({ given: { group: [groupCreated({ privacyStatus })], callerMembership }, when, then: declined }),
  );
  it('needs no public profile', () =>
    scenario({
      given: { group, callerMembership, person: [siteMemberRegistered(ravi, 'PRIVATE')] },
      when,
      then: declined,
    }));
  it('takes back a request that waits', () =>
    scenario({
      given: { group, callerMembership: [joinRequested(ravi), ...callerMembership] },
      when,
      then: [...declined, joinRequestCanceled(ravi)],
    }));
  it('leaves a request alone that was taken back before', () =>
    scenario({
      given: { group, callerMembership: [joinRequested(ravi), joinRequestCanceled(ravi), ...callerMembership] },
      when,
      then: declined,
    }));
  it('is open to a site admin as a person', () =>
    scenario({
      given: { group, callerMembership: [memberInvited(anna)] },
      when,
      by: anna,
      then: [invitationDeclined(anna)],
    }));

  it('needs a person', () => scenario({ given: { group }, when, by: billing, refused: 'MEMBER_IDENTITY_REQUIRED' }));
  it('is refused to the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when, by: olga, refused: 'ALREADY_A_MEMBER' }));
  it.each([
    ['a member', [...callerMembership, invitationAccepted(ravi), memberJoined(ravi, 'INVITED')], 'ALREADY_A_MEMBER'],
    ['whom nobody invited', [], 'INVITATION_NOT_FOUND'],
    ['who only asked', [joinRequested(ravi)], 'INVITATION_NOT_FOUND'],
    ['whose invitation was revoked', [...callerMembership, invitationRevoked(ravi)], 'INVITATION_NOT_FOUND'],
    ['who declined already', [...callerMembership, ...declined], 'INVITATION_NOT_FOUND'],
    ['the banned', [...callerMembership, invitationRevoked(ravi), memberBanned(ravi)], 'INVITATION_NOT_FOUND'],
  ] as const)('is refused to those %s', (_, events, refused) =>
    scenario({ given: { group, callerMembership: events }, when, refused }),
  );
});
