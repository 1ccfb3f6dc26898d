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
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );
  it('refuses GROUP_NOT_FOUND for a secret group after declining', () =>
    scenario({
      given: {
        group: [groupCreated({ privacyStatus: 'SECRET' })],
        callerMembership: [...callerMembership, ...declined],
      },
      when,
      refused: 'GROUP_NOT_FOUND',
    }));

  it.each(['PUBLIC', 'PRIVATE', 'SECRET'] as const)('ends the invitation to a %s group', (privacyStatus) =>
    scenario({ given: { group: [groupCreated({ privacyStatus })], callerMembership }, when, then: declined }),
  );
  it('accepts a private profile', () =>
    scenario({
      given: { group, callerMembership, person: [siteMemberRegistered(ravi, 'PRIVATE')] },
      when,
      then: declined,
    }));
  it('cancels a pending request', () =>
    scenario({
      given: { group, callerMembership: [joinRequested(ravi), ...callerMembership] },
      when,
      then: [...declined, joinRequestCanceled(ravi)],
    }));
  it('does not change a canceled request', () =>
    scenario({
      given: { group, callerMembership: [joinRequested(ravi), joinRequestCanceled(ravi), ...callerMembership] },
      when,
      then: declined,
    }));
  it('accepts a site admin', () =>
    scenario({
      given: { group, callerMembership: [memberInvited(anna)] },
      when,
      by: anna,
      then: [invitationDeclined(anna)],
    }));

  it('refuses MEMBER_IDENTITY_REQUIRED to an app', () =>
    scenario({ given: { group }, when, by: billing, refused: 'MEMBER_IDENTITY_REQUIRED' }));
  it('refuses the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when, by: olga, refused: 'ALREADY_A_MEMBER' }));
  it.each([
    ['a member', [...callerMembership, invitationAccepted(ravi), memberJoined(ravi, 'INVITED')], 'ALREADY_A_MEMBER'],
    ['somebody without an invitation', [], 'INVITATION_NOT_FOUND'],
    ['somebody with only a request', [joinRequested(ravi)], 'INVITATION_NOT_FOUND'],
    ['somebody whose invitation was revoked', [...callerMembership, invitationRevoked(ravi)], 'INVITATION_NOT_FOUND'],
    ['somebody who declined already', [...callerMembership, ...declined], 'INVITATION_NOT_FOUND'],
    ['a banned person', [...callerMembership, invitationRevoked(ravi), memberBanned(ravi)], 'INVITATION_NOT_FOUND'],
  ] as const)('is refused to %s', (_, events, refused) =>
    scenario({ given: { group, callerMembership: events }, when, refused }),
  );
});
