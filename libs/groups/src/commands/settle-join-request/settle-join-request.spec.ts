import {
  createRequestSubmitted,
  groupCreated,
  groupDeleted,
  groupDescriptionChanged,
  groupId,
  groupPrivacyChanged,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import {
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberJoined,
  memberLeft,
  becauseGroupDeleted,
} from '../../testing/membership.examples';
import type { MembershipEvent } from '../../domain/membership/membership.events';
import { policies, tomo, settingsWithUnknown } from '../../testing/people.examples';
import { type Given, scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded, siteMemberRegistered } from '../../testing/site-member.examples';
import { settleJoinRequest } from './settle-join-request.decision';

const scenario = scenarioOf(settleJoinRequest);
const when = { groupId, memberId: tomo.memberId };
const closed = [groupCreated({ privacyStatus: 'PRIVATE' })];
const opened = [...closed, groupPrivacyChanged('PRIVATE', 'PUBLIC')];
const hidden = [...closed, groupPrivacyChanged('PRIVATE', 'SECRET')];
const targetMembership = [joinRequested(tomo)];
const approved = [joinRequestApproved(tomo), memberJoined(tomo, 'APPROVED')];
const rejected = (reason: string) => [joinRequestRejected(tomo, reason)];
const cannot = 'This person cannot become a member.';
const becameSecret = 'The group became secret.';
const settles = (given: Given, then: readonly MembershipEvent[]) => scenario({ given, when, by: policies, then });

describe('settle a join request', () => {
  it('grants it when the group became public', () => settles({ group: opened, targetMembership }, approved));
  it('rejects it when the group became secret', () =>
    settles({ group: hidden, targetMembership }, rejected(becameSecret)));
  it('rejects it when the group was deleted', () =>
    settles({ group: [...closed, groupDeleted()], targetMembership }, [
      becauseGroupDeleted(joinRequestRejected(tomo, 'The group was deleted.')),
    ]));

  it('rejects whoever is gone from the site, also where the group stays as it is', () => {
    settles({ group: closed, targetMembership, person: [siteMemberAccountEnded(tomo)] }, rejected(cannot));
    settles({ group: hidden, targetMembership, person: [siteMemberAccountEnded(tomo)] }, rejected(cannot));
  });
  it('rejects whoever made the profile private when the group became public', () =>
    settles({ group: opened, targetMembership, person: [siteMemberRegistered(tomo, 'PRIVATE')] }, rejected(cannot)));
  it.each(['PRIVATE', 'REFUSE'] as const)('rejects the unknown where they count as %s', (unknown) =>
    scenario({
      given: { group: opened, targetMembership },
      when,
      settings: settingsWithUnknown(unknown),
      then: rejected(cannot),
    }),
  );
  it('says that the group became secret also to those who could not join anyway', () =>
    settles(
      { group: hidden, targetMembership, person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      rejected(becameSecret),
    ));
  it('looks at the profile as it is now', () =>
    settles(
      { group: opened, targetMembership, person: [siteMemberRegistered(tomo, 'PRIVATE'), siteMemberRegistered(tomo)] },
      approved,
    ));

  it('stays with the answer when the group turned private again meanwhile', () =>
    settles({ group: [...opened, groupPrivacyChanged('PUBLIC', 'PRIVATE')], targetMembership }, approved));
  it('goes by the latest change', () =>
    settles({ group: [...opened, groupPrivacyChanged('PUBLIC', 'SECRET')], targetMembership }, rejected(becameSecret)));

  it.each([
    ['nobody asked', []],
    ['it is granted already', [...targetMembership, ...approved]],
    ['it was rejected', [...targetMembership, joinRequestRejected(tomo)]],
    ['it was taken back', [...targetMembership, joinRequestCanceled(tomo)]],
  ] as const)('changes nothing when %s', (_, events) => settles({ group: opened, targetMembership: events }, []));
  it.each([
    ['was private all the time', closed],
    ['only changed its words', [...closed, groupDescriptionChanged('Every morning.')]],
    ['is not there yet', [createRequestSubmitted()]],
  ] as const)('changes nothing when the group %s', (_, group) => settles({ group, targetMembership }, []));
  it.each([0, 1])('settles requests judged on a revision before the change: %i', (groupRevision) =>
    settles(
      {
        group: [...closed, groupDescriptionChanged(), groupPrivacyChanged('PRIVATE', 'PUBLIC')],
        targetMembership: [joinRequested(tomo, { groupRevision })],
      },
      approved,
    ),
  );
  it.each([2, 3])('leaves those alone that were judged on a later one: %i', (groupRevision) =>
    settles(
      {
        group: [
          groupCreated(),
          groupDescriptionChanged(),
          groupPrivacyChanged('SECRET', 'PUBLIC'),
          groupPrivacyChanged('PUBLIC', 'PRIVATE'),
        ],
        targetMembership: [joinRequested(tomo, { groupRevision })],
      },
      [],
    ),
  );

  it('ends the membership first that an admin who left has still standing', () =>
    settles(
      [
        {
          targetMembership: [memberJoined(tomo)],
          group: [...closed, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')],
        },
        { targetMembership: [joinRequested(tomo, { groupRevision: 2 })] },
        { group: [groupPrivacyChanged('PRIVATE', 'PUBLIC')] },
      ],
      [memberLeft(tomo), ...approved],
    ));
});
