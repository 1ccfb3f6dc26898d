import { rejectionReasons } from '../../domain/membership/rejection-reasons';
import { groupCreated, groupDeleted, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
import {
  banLifted,
  becauseGroupDeleted,
  invitationRevoked,
  joinRequested,
  joinRequestRejected,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../../testing/membership.examples';
import { olga, tomo } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded } from '../../testing/site-member.examples';
import { endParticipation } from './end-participation.decision';

const scenario = scenarioOf(endParticipation);
/** A position after all events. */
const NOW = 1000n;
const when = { groupId, memberId: tomo.memberId, since: NOW };
const group = [groupCreated()];
const targetMembership = [memberJoined(tomo)];
const departedBecause = (because: 'LEFT' | 'REMOVED' | 'BANNED') => [
  ...group,
  roleAssigned(tomo),
  roleUnassigned(tomo, because),
];

const unchanged: typeof becauseGroupDeleted = (event) => event;

describe('end a participation', () => {
  it.each([
    ['an admin who left', departedBecause('LEFT'), memberLeft(tomo)],
    ['an admin who was removed', departedBecause('REMOVED'), memberRemoved(tomo)],
    ['somebody in a deleted group', [...group, groupDeleted()], becauseGroupDeleted(memberRemoved(tomo))],
    [
      'an admin who left, in a deleted group',
      [...departedBecause('LEFT'), groupDeleted()],
      becauseGroupDeleted(memberLeft(tomo)),
    ],
  ] as const)('ends the membership of %s', (_, events, ended) =>
    scenario({ given: { targetMembership, group: events }, when, then: [ended] }),
  );
  it('ends the membership of the owner of a deleted group', () =>
    scenario({
      given: { targetMembership: [memberJoined(olga)], group: [...group, groupDeleted()] },
      when: { groupId, memberId: olga.memberId, since: NOW },
      then: [becauseGroupDeleted(memberRemoved(olga))],
    }));

  it.each([
    ['a member', { targetMembership, group }],
    ['an admin', { targetMembership, group: [...group, roleAssigned(tomo)] }],
    [
      'an admin who became a plain member',
      { targetMembership, group: [...group, roleAssigned(tomo), roleUnassigned(tomo)] },
    ],
    ['an outsider', { group }],
    ['somebody with a pending request', { group, targetMembership: [joinRequested(tomo)] }],
    ['somebody invited', { group, targetMembership: [memberInvited(tomo)] }],
    [
      'an admin whose membership has ended',
      { targetMembership: [...targetMembership, memberLeft(tomo)], group: departedBecause('LEFT') },
    ],
  ] as const)('appends no event for %s', (_, given) => scenario({ given, when, then: [] }));
  it('appends no event for an admin who departed and came back', () =>
    scenario({
      given: [
        { targetMembership, group: departedBecause('LEFT') },
        { targetMembership: [memberLeft(tomo), memberJoined(tomo)] },
      ],
      when,
      then: [],
    }));

  describe.each([
    ['deleted groups', { group: [...group, groupDeleted()] }, rejectionReasons.groupDeleted, becauseGroupDeleted],
    [
      'people whose account ended',
      { group, person: [siteMemberAccountEnded(tomo)] },
      rejectionReasons.cannotBecomeMember,
      unchanged,
    ],
  ] as const)('in %s', (_, given, reason, so) => {
    it('ends a membership', () =>
      scenario({ given: { ...given, targetMembership }, when, then: [so(memberRemoved(tomo))] }));
    it('rejects a pending request and revokes an invitation', () =>
      scenario({
        given: { ...given, targetMembership: [joinRequested(tomo), memberInvited(tomo)] },
        when,
        then: [so(joinRequestRejected(tomo, reason)), so(invitationRevoked(tomo))],
      }));
  });
  it('keeps the membership of the owner until somebody else owns the group', () =>
    scenario({
      given: { group, targetMembership: [memberJoined(olga)], person: [siteMemberAccountEnded(olga)] },
      when: { groupId, memberId: olga.memberId, since: NOW },
      then: [],
    }));

  describe('of a banned admin', () => {
    const ban = { bannedById: 'mira', reason: 'Spam.' };
    const banning = { ...when, since: 4n, ban }; // joined, created, assigned, unassigned
    it('ends the membership and writes the ban', () =>
      scenario({
        given: { targetMembership, group: departedBecause('BANNED') },
        when: banning,
        then: [memberRemoved(tomo), { ...memberBanned(tomo), data: { ...memberBanned(tomo).data, ...ban } }],
      }));
    it('does not write the ban of an earlier departure', () =>
      scenario({
        given: { targetMembership, group: departedBecause('BANNED') },
        when: { ...banning, since: 3n },
        then: [memberRemoved(tomo)],
      }));
    it('writes no ban without its data', () =>
      scenario({ given: { targetMembership, group: departedBecause('BANNED') }, when, then: [memberRemoved(tomo)] }));
    it.each([
      ['whose ban is written already', [memberRemoved(tomo), memberBanned(tomo)]],
      ['whose ban was lifted', [memberRemoved(tomo), banLifted(tomo)]],
      ['who is a member again', [memberRemoved(tomo), banLifted(tomo), memberJoined(tomo)]],
    ] as const)('appends no event for one %s', (_, since) =>
      scenario({
        given: [{ targetMembership, group: departedBecause('BANNED') }, { targetMembership: since }],
        when: banning,
        then: [],
      }),
    );
  });

  describe('after the group was deleted', () => {
    const person = [siteMemberAccountEnded(tomo)];
    it.each([
      ['a member', { targetMembership }],
      ['a pending request', { targetMembership: [joinRequested(tomo)] }],
      ['an invitation', { targetMembership: [memberInvited(tomo)] }],
      ['a member whose account ended', { targetMembership, person }],
      ['a departed admin', { targetMembership, group: [roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')] }],
    ] as const)('appends no event for %s of before: the participation ended with the group', (_, given) =>
      scenario({
        given: [{ group }, given, { group: [groupDeleted()] }],
        when: { ...when, since: 2n },
        then: [],
      }),
    );
    it('ends a participation that began after it', () =>
      scenario({
        given: [{ group }, { group: [groupDeleted()] }, { targetMembership }],
        when: { ...when, since: 3n },
        then: [becauseGroupDeleted(memberRemoved(tomo))],
      }));
  });
});
