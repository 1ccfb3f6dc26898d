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
const NOW = 1000n; // a position after all events
const when = { groupId, memberId: tomo.memberId, since: NOW };
const privateGroup = [groupCreated({ privacyStatus: 'PRIVATE' })];
const nowPublic = [...privateGroup, groupPrivacyChanged('PRIVATE', 'PUBLIC')];
const nowSecret = [...privateGroup, groupPrivacyChanged('PRIVATE', 'SECRET')];
const targetMembership = [joinRequested(tomo)];
const approved = [joinRequestApproved(tomo), memberJoined(tomo, 'APPROVED')];
const rejected = (reason: string) => [joinRequestRejected(tomo, reason)];
const cannot = 'This person cannot become a member.';
const becameSecret = 'The group became secret.';
const expectEvents = (given: Given, then: readonly MembershipEvent[]) => scenario({ given, when, by: policies, then });

describe('settle a join request', () => {
  it('approves it when the group became public', () => expectEvents({ group: nowPublic, targetMembership }, approved));
  it('rejects it when the group became secret', () =>
    expectEvents({ group: nowSecret, targetMembership }, rejected(becameSecret)));
  it('rejects it when the group was deleted before', () =>
    expectEvents({ group: [...privateGroup, groupDeleted()], targetMembership }, [
      becauseGroupDeleted(joinRequestRejected(tomo, 'The group was deleted.')),
    ]));
  it('appends no event when the group was deleted since: its requests ended there', () => {
    const given = [
      { group: privateGroup },
      { targetMembership },
      { group: [groupDeleted()], person: [siteMemberAccountEnded(tomo)] },
    ];
    scenario({ given, when: { ...when, since: 2n }, by: policies, then: [] });
  });

  it('rejects it when the account ended, also without a privacy change', () => {
    expectEvents({ group: privateGroup, targetMembership, person: [siteMemberAccountEnded(tomo)] }, rejected(cannot));
    expectEvents({ group: nowSecret, targetMembership, person: [siteMemberAccountEnded(tomo)] }, rejected(cannot));
  });
  it('rejects it when the group became public and the profile private', () =>
    expectEvents(
      { group: nowPublic, targetMembership, person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      rejected(cannot),
    ));
  it.each(['PRIVATE', 'REFUSE'] as const)(
    'rejects people who are not in the directory with the setting %s',
    (unknown) =>
      scenario({
        given: { group: nowPublic, targetMembership },
        when,
        settings: settingsWithUnknown(unknown),
        then: rejected(cannot),
      }),
  );
  it('gives the reason "secret" also for people who could not become members', () =>
    expectEvents(
      { group: nowSecret, targetMembership, person: [siteMemberRegistered(tomo, 'PRIVATE')] },
      rejected(becameSecret),
    ));
  it('uses the current profile', () =>
    expectEvents(
      {
        group: nowPublic,
        targetMembership,
        person: [siteMemberRegistered(tomo, 'PRIVATE'), siteMemberRegistered(tomo)],
      },
      approved,
    ));

  it('settles it also when the group became private again', () =>
    expectEvents({ group: [...nowPublic, groupPrivacyChanged('PUBLIC', 'PRIVATE')], targetMembership }, approved));
  it('uses the latest change', () =>
    expectEvents(
      { group: [...nowPublic, groupPrivacyChanged('PUBLIC', 'SECRET')], targetMembership },
      rejected(becameSecret),
    ));

  it.each([
    ['there is no request', []],
    ['it is approved already', [...targetMembership, ...approved]],
    ['it was rejected', [...targetMembership, joinRequestRejected(tomo)]],
    ['it was canceled', [...targetMembership, joinRequestCanceled(tomo)]],
  ] as const)('appends no event when %s', (_, events) =>
    expectEvents({ group: nowPublic, targetMembership: events }, []),
  );
  it.each([
    ['was always private', privateGroup],
    ['only changed its description', [...privateGroup, groupDescriptionChanged('Every morning.')]],
    ['does not exist yet', [createRequestSubmitted()]],
  ] as const)('appends no event when the group %s', (_, group) => expectEvents({ group, targetMembership }, []));
  it.each([0, 1])('settles requests made at a revision before the change: %i', (groupRevision) =>
    expectEvents(
      {
        group: [...privateGroup, groupDescriptionChanged(), groupPrivacyChanged('PRIVATE', 'PUBLIC')],
        targetMembership: [joinRequested(tomo, { groupRevision })],
      },
      approved,
    ),
  );
  it.each([2, 3])('appends no event for requests made at a later revision: %i', (groupRevision) =>
    expectEvents(
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
    expectEvents(
      [
        {
          targetMembership: [memberJoined(tomo)],
          group: [...privateGroup, roleAssigned(tomo), roleUnassigned(tomo, 'LEFT')],
        },
        { targetMembership: [joinRequested(tomo, { groupRevision: 2 })] },
        { group: [groupPrivacyChanged('PRIVATE', 'PUBLIC')] },
      ],
      [memberLeft(tomo), ...approved],
    ));
});
