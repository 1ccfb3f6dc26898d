import { groupCreated, groupDeleted, groupId, roleAssigned, roleUnassigned } from '../../group/group.examples';
import {
  banLifted,
  invitationRevoked,
  joinRequested,
  joinRequestRejected,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
  memberRemoved,
  withItsGroup,
} from '../../membership/membership.examples';
import { olga, tomo } from '../../people.examples';
import { scenarioOf } from '../../scenario.examples';
import { siteMemberAccountEnded } from '../../site-member/site-member.examples';
import { reasons } from '../../membership/reasons';
import { endPlace } from './end-place.decision';

const scenario = scenarioOf(endPlace);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated()];
const theirs = [memberJoined(tomo)];
const goneBecause = (because: 'LEFT' | 'REMOVED' | 'BANNED') => [
  ...group,
  roleAssigned(tomo),
  roleUnassigned(tomo, because),
];

const asItIs: typeof withItsGroup = (event) => event;

describe('end a place in a group', () => {
  it.each([
    ['an admin who left', goneBecause('LEFT'), memberLeft(tomo)],
    ['an admin who was removed', goneBecause('REMOVED'), memberRemoved(tomo)],
    ['somebody in a deleted group', [...group, groupDeleted()], withItsGroup(memberRemoved(tomo))],
    ['an admin who left, in a deleted group', [...goneBecause('LEFT'), groupDeleted()], withItsGroup(memberLeft(tomo))],
  ] as const)('of %s', (_, events, ended) => scenario({ given: { theirs, group: events }, when, then: [ended] }));
  it('of the owner of a deleted group', () =>
    scenario({
      given: { theirs: [memberJoined(olga)], group: [...group, groupDeleted()] },
      when: { groupId, memberId: olga.memberId },
      then: [withItsGroup(memberRemoved(olga))],
    }));

  it.each([
    ['a member', { theirs, group }],
    ['an admin', { theirs, group: [...group, roleAssigned(tomo)] }],
    ['an admin who is a plain member now', { theirs, group: [...group, roleAssigned(tomo), roleUnassigned(tomo)] }],
    ['an outsider', { group }],
    ['somebody who waits', { group, theirs: [joinRequested(tomo)] }],
    ['somebody invited', { group, theirs: [memberInvited(tomo)] }],
    ['an admin whose membership has ended', { theirs: [...theirs, memberLeft(tomo)], group: goneBecause('LEFT') }],
  ] as const)('changes nothing for %s', (_, given) => scenario({ given, when, then: [] }));
  it('changes nothing for an admin who was gone and came back', () =>
    scenario({
      given: [{ theirs, group: goneBecause('LEFT') }, { theirs: [memberLeft(tomo), memberJoined(tomo)] }],
      when,
      then: [],
    }));

  describe.each([
    ['deleted groups', { group: [...group, groupDeleted()] }, reasons.deleted, withItsGroup],
    ['people whose account ended', { group, person: [siteMemberAccountEnded(tomo)] }, reasons.cannot, asItIs],
  ] as const)('in %s', (_, given, reason, so) => {
    it('ends a membership', () => scenario({ given: { ...given, theirs }, when, then: [so(memberRemoved(tomo))] }));
    it('rejects who waits and revokes an invitation', () =>
      scenario({
        given: { ...given, theirs: [joinRequested(tomo), memberInvited(tomo)] },
        when,
        then: [so(joinRequestRejected(tomo, reason)), so(invitationRevoked(tomo))],
      }));
  });
  it('leaves the owner of a group in it until somebody else owns it', () =>
    scenario({
      given: { group, theirs: [memberJoined(olga)], person: [siteMemberAccountEnded(olga)] },
      when: { groupId, memberId: olga.memberId },
      then: [],
    }));

  describe('of a banned admin', () => {
    const ban = { bannedById: 'mira', reason: 'Spam.' };
    const banning = { ...when, ban };
    it('ends the membership and bans', () =>
      scenario({
        given: { theirs, group: goneBecause('BANNED') },
        when: banning,
        then: [memberRemoved(tomo), { ...memberBanned(tomo), data: { ...memberBanned(tomo).data, ...ban } }],
      }));
    it('leaves the ban to whoever knows its words', () =>
      scenario({ given: { theirs, group: goneBecause('BANNED') }, when, then: [memberRemoved(tomo)] }));
    it.each([
      ['who is banned already', [memberRemoved(tomo), memberBanned(tomo)]],
      ['whose ban was lifted since', [memberRemoved(tomo), banLifted(tomo)]],
      ['who is a member again since', [memberRemoved(tomo), banLifted(tomo), memberJoined(tomo)]],
    ] as const)('changes nothing for one %s', (_, since) =>
      scenario({ given: [{ theirs, group: goneBecause('BANNED') }, { theirs: since }], when: banning, then: [] }),
    );
  });
});
