import { groupCreated, groupId, roleAssigned, roleUnassigned } from '../../group/group.examples';
import {
  invitationDeclined,
  invitationRevoked,
  joinRequested,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
} from '../../membership/membership.examples';
import { anna, billing, mira, olga, ravi, tomo } from '../../people.examples';
import { joinedIfOneOf, missingToRavi, scenarioOf } from '../../scenario.examples';
import { revokeInvitation } from './revoke-invitation.decision';

const scenario = scenarioOf(revokeInvitation);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated(), roleAssigned(mira)];
const secret = [groupCreated({ privacyStatus: 'SECRET' })];
const theirs = [memberInvited(tomo, olga)];
const byRavi = [memberInvited(tomo, ravi)];
const then = [invitationRevoked(tomo)];

describe('revoke an invitation', () => {
  it.each(missingToRavi)('finds no group in %s', (_, given) => scenario({ given, when, refused: 'GROUP_NOT_FOUND' }));
  it('finds no secret group that one is only invited to', () =>
    scenario({
      given: { group: secret, mine: theirs, theirs },
      when,
      by: tomo,
      refused: 'GROUP_NOT_FOUND',
    }));

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('is for %s, whoever made it', (_, by) =>
    scenario({ given: { group, mine: joinedIfOneOf([mira], by), theirs: byRavi }, when, by, then }),
  );
  it('is for admins also where only the owner invites', () =>
    scenario({
      given: {
        group: [groupCreated({ settings: { allowedToInviteMembers: 'OWNER' } }), roleAssigned(mira)],
        mine: [memberJoined(mira)],
        theirs,
      },
      when,
      by: mira,
      then,
    }));
  it('is for the member who made it, also where members may not invite any more', () =>
    scenario({ given: { group, mine: [memberJoined(ravi)], theirs: byRavi }, when, then }));
  it.each([
    ['a member, of that of another', { mine: [memberJoined(ravi)], theirs }],
    ['a member, of that of an app', { mine: [memberJoined(ravi)], theirs: [memberInvited(tomo)] }],
    ['a member, where there is none', { mine: [memberJoined(ravi)] }],
    ['an outsider', { theirs }],
    ['who made it and left', { mine: [memberJoined(ravi), memberLeft(ravi)], theirs: byRavi }],
  ] as const)('is not for %s', (_, given) =>
    scenario({ given: { group, ...given }, when, refused: 'PERMISSION_DENIED' }),
  );
  it('is not for the invited, who decline', () =>
    scenario({ given: { group, mine: theirs, theirs }, when, by: tomo, refused: 'PERMISSION_DENIED' }));

  it('leaves a request beside it waiting', () =>
    scenario({ given: { group, theirs: [joinRequested(tomo), ...theirs] }, when, by: olga, then }));
  it('is for an open one that was made after another', () =>
    scenario({ given: { group, theirs: [...theirs, invitationRevoked(tomo), ...theirs] }, when, by: olga, then }));
  it.each([
    ['nobody was invited', []],
    ['it is revoked already', [...theirs, invitationRevoked(tomo)]],
    ['it was declined', [...theirs, invitationDeclined(tomo)]],
    ['who was invited is a member', [...theirs, memberJoined(tomo, 'INVITED')]],
    ['who was invited is banned', [...theirs, invitationRevoked(tomo), memberBanned(tomo)]],
  ] as const)('is refused when %s', (_, events) =>
    scenario({ given: { group, theirs: events }, when, by: olga, refused: 'INVITATION_NOT_FOUND' }),
  );
  it('is refused when the group has just banned who was invited', () =>
    scenario({
      given: [
        { theirs: [memberJoined(tomo)], group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')] },
        { theirs },
        { group: [roleUnassigned(tomo, 'BANNED')] },
      ],
      when,
      by: olga,
      refused: 'INVITATION_NOT_FOUND',
    }));
});
