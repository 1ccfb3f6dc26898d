import type { MembershipEvent } from '../../domain/membership/membership.events';
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
  becauseGroupDeleted,
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberJoined,
  memberLeft,
} from '../../testing/membership.examples';
import { policies, settingsWithUnknown, tomo } from '../../testing/people.examples';
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
  it('approves it when the group became public', () => settles({ group: opened, targetMembership }, approved));
  it('rejects it when the group became secret', () =>
    settles({ group: hidden, targetMembership }, rejected(becameSecret)));
  it('rejects it when the group was deleted', () =>
    settles({ group: [...closed, groupDeleted()], targetMembership }, [
      becauseGroupDeleted(joinRequestRejected(tomo, 'The group was deleted.')),
    ]));

  it('rejects it when the account ended, also without a privacy change', () => {
    settles({ group: closed, targetMembership, person: [siteMemberAccountEnded(tomo)] }, rejected(cannot));
    settles({ group: hidden, targetMembership, person: [siteMemberAccountEnded(tomo)] }, rejected(cannot));
  });
  it('rejects it when the group became public and the profile private', () =>
    settles({ group: opened, targetMembership, person: [siteMemberRegistered(tomo, 'PRIVATE')] }, rejected(cannot)));
  it.each(['PRIVATE', 'REFUSE'] as const)(
    'rejects people who are not in the directory with the setting %s',
    (unknown) =>
      scenario({
        given: { group: opened, targetMembership },
        when,
        settings: settingsWithUnknown(unknown),
        then: rejected(cannot),
      }),
  );
  it('gives the reason "secret" also for people who could not become members', () =>
    settles(
      { group: hidden, targetMembership, person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      rejected(becameSecret),
    ));
  it('uses the current profile', () =>
    settles(
      { group: opened, targetMembership, person: [siteMemberRegistered(tomo, 'PRIVATE'), siteMemberRegistered(tomo)] },
      approved,
    ));

  it('settles it also when the group became private again', () =>
    settles({ group: [...opened, groupPrivacyChanged('PUBLIC', 'PRIVATE')], targetMembership }, approved));
  it('uses the latest change', () =>
    settles({ group: [...opened, groupPrivacyChanged('PUBLIC', 'SECRET')], targetMembership }, rejected(becameSecret)));

  it.each([
    ['there is no request', []],
    ['it is approved already', [...targetMembership, ...approved]],
    ['it was rejected', [...targetMembership, joinRequestRejected(tomo)]],
    ['it was canceled', [...targetMembership, joinRequestCanceled(tomo)]],
  ] as const)('appends no event when %s', (_, events) => settles({ group: opened, targetMembership: events }, []));
  it.each([
    ['was always private', closed],
    ['only changed its description', [...closed, groupDescriptionChanged('Every morning.')]],
    ['does not exist yet', [createRequestSubmitted()]],
  ] as const)('appends no event when the group %s', (_, group) => settles({ group, targetMembership }, []));
  it.each([0, 1])('settles requests made at a revision before the change: %i', (groupRevision) =>
    settles(
      {
        group: [...closed, groupDescriptionChanged(), groupPrivacyChanged('PRIVATE', 'PUBLIC')],
        targetMembership: [joinRequested(tomo, { groupRevision })],
      },
      approved,
    ),
  );
  it.each([2, 3])('appends no event for requests made at a later revision: %i', (groupRevision) =>
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

  it('first ends the open membership of a departed admin', () =>
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
