import { groupCreated, groupDeleted, groupId, roleAssigned, roleUnassigned } from '../../testing/group.examples';
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
  becauseGroupDeleted,
} from '../../testing/membership.examples';
import { olga, tomo } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded } from '../../testing/site-member.examples';
import { rejectionReasons } from '../../domain/membership/reasons';
import { endParticipation } from './end-participation.decision';

const scenario = scenarioOf(endParticipation);
const when = { groupId, memberId: tomo.memberId };
const group = [groupCreated()];
const targetMembership = [memberJoined(tomo)];
const goneBecause = (because: 'LEFT' | 'REMOVED' | 'BANNED') => [
  ...group,
  roleAssigned(tomo),
  roleUnassigned(tomo, because),
];

const asItIs: typeof becauseGroupDeleted = (event) => event;

describe('end a place in a group', () => {
  it.each([
    ['an admin who left', goneBecause('LEFT'), memberLeft(tomo)],
    ['an admin who was removed', goneBecause('REMOVED'), memberRemoved(tomo)],
    ['somebody in a deleted group', [...group, groupDeleted()], becauseGroupDeleted(memberRemoved(tomo))],
    [
      'an admin who left, in a deleted group',
      [...goneBecause('LEFT'), groupDeleted()],
      becauseGroupDeleted(memberLeft(tomo)),
    ],
  ] as const)('of %s', (_, events, ended) =>
    scenario({ given: { targetMembership, group: events }, when, then: [ended] }),
  );
  it('of the owner of a deleted group', () =>
    scenario({
      given: { targetMembership: [memberJoined(olga)], group: [...group, groupDeleted()] },
      when: { groupId, memberId: olga.memberId },
      then: [becauseGroupDeleted(memberRemoved(olga))],
    }));

  it.each([
    ['a member', { targetMembership, group }],
    ['an admin', { targetMembership, group: [...group, roleAssigned(tomo)] }],
    [
      'an admin who is a plain member now',
      { targetMembership, group: [...group, roleAssigned(tomo), roleUnassigned(tomo)] },
    ],
    ['an outsider', { group }],
    ['somebody who waits', { group, targetMembership: [joinRequested(tomo)] }],
    ['somebody invited', { group, targetMembership: [memberInvited(tomo)] }],
    [
      'an admin whose membership has ended',
      { targetMembership: [...targetMembership, memberLeft(tomo)], group: goneBecause('LEFT') },
    ],
  ] as const)('changes nothing for %s', (_, given) => scenario({ given, when, then: [] }));
  it('changes nothing for an admin who was gone and came back', () =>
    scenario({
      given: [
        { targetMembership, group: goneBecause('LEFT') },
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
      asItIs,
    ],
  ] as const)('in %s', (_, given, reason, so) => {
    it('ends a membership', () =>
      scenario({ given: { ...given, targetMembership }, when, then: [so(memberRemoved(tomo))] }));
    it('rejects who waits and revokes an invitation', () =>
      scenario({
        given: { ...given, targetMembership: [joinRequested(tomo), memberInvited(tomo)] },
        when,
        then: [so(joinRequestRejected(tomo, reason)), so(invitationRevoked(tomo))],
      }));
  });
  it('leaves the owner of a group in it until somebody else owns it', () =>
    scenario({
      given: { group, targetMembership: [memberJoined(olga)], person: [siteMemberAccountEnded(olga)] },
      when: { groupId, memberId: olga.memberId },
      then: [],
    }));

  describe('of a banned admin', () => {
    const ban = { bannedById: 'mira', reason: 'Spam.' };
    const banning = { ...when, ban };
    it('ends the membership and bans', () =>
      scenario({
        given: { targetMembership, group: goneBecause('BANNED') },
        when: banning,
        then: [memberRemoved(tomo), { ...memberBanned(tomo), data: { ...memberBanned(tomo).data, ...ban } }],
      }));
    it('leaves the ban to whoever knows its words', () =>
      scenario({ given: { targetMembership, group: goneBecause('BANNED') }, when, then: [memberRemoved(tomo)] }));
    it.each([
      ['who is banned already', [memberRemoved(tomo), memberBanned(tomo)]],
      ['whose ban was lifted since', [memberRemoved(tomo), banLifted(tomo)]],
      ['who is a member again since', [memberRemoved(tomo), banLifted(tomo), memberJoined(tomo)]],
    ] as const)('changes nothing for one %s', (_, since) =>
      scenario({
        given: [{ targetMembership, group: goneBecause('BANNED') }, { targetMembership: since }],
        when: banning,
        then: [],
      }),
    );
  });
});
