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

describe('end a participation', () => {
  it.each([
    ['an admin who left', departedBecause('LEFT'), memberLeft(tomo)],
    ['an admin who was removed', departedBecause('REMOVED'), memberRemoved(tomo)],
  ] as const)('ends the membership of %s', (_, events, ended) =>
    scenario({ given: { targetMembership, group: events }, when, then: [ended] }),
  );

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

  describe('of somebody whose account ended', () => {
    const given = { group, person: [siteMemberAccountEnded(tomo)] };
    it('ends the membership', () =>
      scenario({ given: { ...given, targetMembership }, when, then: [memberRemoved(tomo)] }));
    it('rejects a pending request and revokes an invitation', () =>
      scenario({
        given: { ...given, targetMembership: [joinRequested(tomo), memberInvited(tomo)] },
        when,
        then: [joinRequestRejected(tomo, rejectionReasons.cannotBecomeMember), invitationRevoked(tomo)],
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
        when,
        then: [],
      }),
    );
    it.each([
      ['a membership', [memberJoined(tomo)], memberRemoved(tomo)],
      ['an invitation', [memberInvited(tomo)], invitationRevoked(tomo)],
    ] as const)('ends %s that began after it', (_, began, ended) =>
      scenario({
        given: [{ group }, { group: [groupDeleted()] }, { targetMembership: began }],
        when,
        then: [becauseGroupDeleted(ended)],
      }),
    );
    it('leaves a request to the policy that settles it', () =>
      scenario({
        given: [{ group }, { group: [groupDeleted()] }, { targetMembership: [joinRequested(tomo)] }],
        when,
        then: [],
      }));
  });
});
