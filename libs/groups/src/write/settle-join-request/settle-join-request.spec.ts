import {
  createRequestSubmitted,
  groupCreated,
  groupDeleted,
  groupDescriptionChanged,
  groupId,
  groupPrivacyChanged,
  roleAssigned,
  roleUnassigned,
} from '../../group/group.examples';
import {
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberJoined,
  memberLeft,
  withItsGroup,
} from '../../membership/membership.examples';
import type { MembershipEvent } from '../../membership/membership.events';
import { policies, tomo, unknownCountAs } from '../../people.examples';
import { type Given, scenarioOf } from '../../scenario.examples';
import { siteMemberAccountEnded, siteMemberRegistered } from '../../site-member/site-member.examples';
import { settleJoinRequest } from './settle-join-request.decision';

type Asked = Parameters<typeof settleJoinRequest>;
const scenario = scenarioOf((when: Asked[0], on: Asked[1], _, rules) => settleJoinRequest(when, on, rules));
const when = { groupId, memberId: tomo.memberId };
const closed = [groupCreated({ privacyStatus: 'PRIVATE' })];
const opened = [...closed, groupPrivacyChanged('PRIVATE', 'PUBLIC')];
const hidden = [...closed, groupPrivacyChanged('PRIVATE', 'SECRET')];
const theirs = [joinRequested(tomo)];
const approved = [joinRequestApproved(tomo), memberJoined(tomo, 'APPROVED')];
const rejected = (reason: string) => [joinRequestRejected(tomo, reason)];
const cannot = 'This person cannot become a member.';
const becameSecret = 'The group became secret.';
const settles = (given: Given, then: readonly MembershipEvent[]) => scenario({ given, when, by: policies, then });

describe('settle a join request', () => {
  it('grants it when the group became public', () => settles({ group: opened, theirs }, approved));
  it('rejects it when the group became secret', () => settles({ group: hidden, theirs }, rejected(becameSecret)));
  it('rejects it when the group was deleted', () =>
    settles({ group: [...closed, groupDeleted()], theirs }, [
      withItsGroup(joinRequestRejected(tomo, 'The group was deleted.')),
    ]));

  it('rejects whoever is gone from the site, also where the group stays as it is', () => {
    settles({ group: closed, theirs, person: [siteMemberAccountEnded(tomo)] }, rejected(cannot));
    settles({ group: hidden, theirs, person: [siteMemberAccountEnded(tomo)] }, rejected(cannot));
  });
  it('rejects whoever made the profile private when the group became public', () =>
    settles({ group: opened, theirs, person: [siteMemberRegistered(tomo, 'PRIVATE')] }, rejected(cannot)));
  it.each(['PRIVATE', 'REFUSE'] as const)('rejects the unknown where they count as %s', (unknown) =>
    scenario({ given: { group: opened, theirs }, when, rules: unknownCountAs(unknown), then: rejected(cannot) }),
  );
  it('says that the group became secret also to those who could not join anyway', () =>
    settles({ group: hidden, theirs, person: [siteMemberRegistered(tomo, 'PRIVATE')] }, rejected(becameSecret)));
  it('looks at the profile as it is now', () =>
    settles(
      { group: opened, theirs, person: [siteMemberRegistered(tomo, 'PRIVATE'), siteMemberRegistered(tomo)] },
      approved,
    ));

  it('stays with the answer when the group turned private again meanwhile', () =>
    settles({ group: [...opened, groupPrivacyChanged('PUBLIC', 'PRIVATE')], theirs }, approved));
  it('goes by the latest change', () =>
    settles({ group: [...opened, groupPrivacyChanged('PUBLIC', 'SECRET')], theirs }, rejected(becameSecret)));

  it.each([
    ['nobody asked', []],
    ['it is granted already', [...theirs, ...approved]],
    ['it was rejected', [...theirs, joinRequestRejected(tomo)]],
    ['it was taken back', [...theirs, joinRequestCanceled(tomo)]],
  ] as const)('changes nothing when %s', (_, events) => settles({ group: opened, theirs: events }, []));
  it.each([
    ['was private all the time', closed],
    ['only changed its words', [...closed, groupDescriptionChanged('Every morning.')]],
    ['is not there yet', [createRequestSubmitted()]],
  ] as const)('changes nothing when the group %s', (_, group) => settles({ group, theirs }, []));
  it.each([0, 1])('settles requests judged on a revision before the change: %i', (groupRevision) =>
    settles(
      {
        group: [...closed, groupDescriptionChanged(), groupPrivacyChanged('PRIVATE', 'PUBLIC')],
        theirs: [joinRequested(tomo, { groupRevision })],
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
        theirs: [joinRequested(tomo, { groupRevision })],
      },
      [],
    ),
  );

  it('ends the membership first that an admin who left has still standing', () =>
    settles(
      [
        { theirs: [memberJoined(tomo)], group: [...closed, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')] },
        { theirs: [joinRequested(tomo, { groupRevision: 2 })] },
        { group: [groupPrivacyChanged('PRIVATE', 'PUBLIC')] },
      ],
      [memberLeft(tomo), ...approved],
    ));
});
