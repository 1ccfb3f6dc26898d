import type { Caller } from '@app/kernel';
import fc from 'fast-check';
import { joinGroup } from '../../commands/join-group/join-group.decision';
import { requestToJoin } from '../../commands/request-to-join/request-to-join.decision';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { GivenAnswer, Violation } from '../../domain/group/group.entrance';
import { isInvited } from '../../domain/permissions';
import {
  groupCreated,
  groupId,
  membershipQuestionsReplaced,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import {
  joinRequestCanceled,
  joinRequested,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
} from '../../testing/membership.examples';
import { anna, billing, olga, ravi, settingsWithUnknown, visitor } from '../../testing/people.examples';
import { type Given, statesAfter } from '../../testing/scenario';
import { siteMemberRegistered } from '../../testing/site-member.examples';
import { joinRequirements } from './join-requirements.decision';

type When = { readonly answers?: readonly GivenAnswer[]; readonly by?: Caller; readonly settings?: DecisionSettings };
const requirements = (given: Given, { answers = [], by = ravi, settings = settingsWithUnknown('PUBLIC') }: When = {}) =>
  joinRequirements(answers, statesAfter(given), by, settings);
const expectViolation = (given: Given, violationType: Violation['violationType'], when: When = {}) =>
  expect(requirements(given, when)).toEqual({ accepted: true, violation: { violationType } });

const publicGroup = [groupCreated()];
const privateGroup = [groupCreated({ privacyStatus: 'PRIVATE' })];
const secretGroup = [groupCreated({ privacyStatus: 'SECRET' })];
const why = { id: 'why', text: 'Why?', required: true };
const where = { id: 'where', text: 'Where?', required: false };
const questions = membershipQuestionsReplaced(why, where);
const privateProfile = [siteMemberRegistered(ravi, 'PRIVATE')];

describe('the join requirements', () => {
  it.each([
    ['are NONE for a public group', publicGroup, 'NONE'],
    ['are ADMIN_APPROVAL for a private group', privateGroup, 'ADMIN_APPROVAL'],
  ] as const)('%s', (_, group, violationType) => expectViolation({ group }, violationType));

  it.each([
    ['a public group', publicGroup],
    ['a private group', privateGroup],
  ] as const)('are NOT_LOGGED_IN for a visitor, whatever else applies: %s', (_, group) =>
    expectViolation({ group: [...group, questions] }, 'NOT_LOGGED_IN', { by: visitor }),
  );
  it.each([publicGroup, privateGroup, secretGroup])('are refused for an app', (...group) =>
    expect(requirements({ group }, { by: billing })).toEqual({ accepted: false, refusal: 'MEMBER_IDENTITY_REQUIRED' }),
  );

  it.each([
    [
      'a member',
      { group: [...privateGroup, questions], callerMembership: [memberJoined(ravi)], person: privateProfile },
      ravi,
    ],
    ['a member of a secret group', { group: secretGroup, callerMembership: [memberJoined(ravi)] }, ravi],
    ['a site admin who belongs', { group: privateGroup, callerMembership: [memberJoined(anna)] }, anna],
    ['the owner, also before joining', { group: privateGroup }, olga],
  ] as const)('are ALREADY_JOINED for %s', (_, given, by) => expectViolation(given, 'ALREADY_JOINED', { by }));
  it('are NONE for a former member', () =>
    expectViolation({ group: publicGroup, callerMembership: [memberJoined(ravi), memberLeft(ravi)] }, 'NONE'));

  it.each([
    [
      'a banned person',
      { group: [...publicGroup, questions], callerMembership: [memberBanned(ravi)], person: privateProfile },
      ravi,
    ],
    [
      'an admin whose ban is recorded in the group only',
      {
        callerMembership: [memberJoined(ravi)],
        group: [...publicGroup, roleAssigned(ravi), roleUnassigned(ravi, 'BANNED')],
      },
      ravi,
    ],
    [
      'a banned person who was invited before',
      { group: publicGroup, callerMembership: [memberInvited(ravi), memberBanned(ravi)] },
      ravi,
    ],
    ['a banned site admin', { group: publicGroup, callerMembership: [memberBanned(anna)] }, anna],
  ] as const)('are BANNED for %s', (_, given, by) => expectViolation(given, 'BANNED', { by }));

  it.each([
    ['a public group', { group: [...publicGroup, questions] }],
    ['a private group, with a pending request', { group: privateGroup, callerMembership: [joinRequested(ravi)] }],
    ['a secret group, with an invitation', { group: secretGroup, callerMembership: [memberInvited(ravi)] }],
  ] as const)('are PUBLIC_PROFILE_REQUIRED without a public profile: %s', (_, given) => {
    expectViolation({ ...given, person: privateProfile }, 'PUBLIC_PROFILE_REQUIRED');
    for (const unknown of ['PRIVATE', 'REFUSE'] as const)
      expectViolation(given, 'PUBLIC_PROFILE_REQUIRED', { settings: settingsWithUnknown(unknown) });
  });

  it.each([
    ['a private group', privateGroup],
    ['a secret group', secretGroup],
  ] as const)('are NONE for an invited person, who need not answer: %s', (_, group) =>
    expectViolation(
      { group: [...group, questions], callerMembership: [joinRequested(ravi), memberInvited(ravi)] },
      'NONE',
      {
        answers: [{ id: 'unknown', text: 'x' }],
      },
    ),
  );
  it.each([publicGroup, privateGroup, secretGroup])(
    'are NONE for a site admin, who needs neither answers nor a public profile',
    (...group) =>
      expectViolation({ group: [...group, questions], person: [siteMemberRegistered(anna, 'PRIVATE')] }, 'NONE', {
        by: anna,
      }),
  );

  it('are JOIN_REQUEST_PENDING while a request is pending, but not after it was canceled', () => {
    expectViolation(
      { group: [...privateGroup, questions], callerMembership: [joinRequested(ravi)] },
      'JOIN_REQUEST_PENDING',
    );
    expectViolation(
      { group: privateGroup, callerMembership: [joinRequested(ravi), joinRequestCanceled(ravi)] },
      'ADMIN_APPROVAL',
    );
  });

  describe.each([
    ['public', publicGroup, 'NONE'],
    ['private', privateGroup, 'ADMIN_APPROVAL'],
  ] as const)('of a %s group with questions', (_, group, otherwise) => {
    const given = { group: [...group, questions] };
    const reason = { id: 'why', text: 'To stretch' };

    it.each([[[]], [[{ id: 'why', text: ' ' }]], [[{ id: 'where', text: 'Here' }]]])(
      'list the unanswered required questions: %j',
      (answers) =>
        expect(requirements(given, { answers })).toEqual({
          accepted: true,
          violation: {
            violationType: 'MEMBERSHIP_QUESTIONS',
            membershipQuestionsOptions: { requiredQuestionIds: ['why'] },
          },
        }),
    );
    it('go on when the required questions are answered', () =>
      expectViolation(given, otherwise, { answers: [reason] }));
    it.each([
      ['an unknown question', [reason, { id: 'when', text: 'Now' }]],
      ['a question answered twice', [reason, reason]],
    ] as const)('are refused for %s', (_, answers) =>
      expect(requirements(given, { answers })).toEqual({
        accepted: false,
        refusal: 'ANSWER_TO_NO_QUESTION',
        data: { index: 1 },
      }),
    );
  });
});

describe('the join requirements and the commands', () => {
  const anyOf = <Item>(...items: readonly Item[]) => fc.subarray([...items]);
  const callerMembership = (by: typeof ravi) =>
    fc.constantFrom(
      [],
      [memberJoined(by)],
      [memberJoined(by), memberLeft(by)],
      [memberInvited(by)],
      [memberBanned(by)],
      [memberInvited(by), memberBanned(by)],
    );
  const cases = fc.constantFrom(ravi, anna).chain((by) =>
    fc.record({
      by: fc.constant(by),
      group: fc.constantFrom(publicGroup, privateGroup),
      questions: anyOf(questions),
      hasRequest: fc.boolean(),
      callerMembership: callerMembership(by),
      person: anyOf(siteMemberRegistered(by, 'PRIVATE')),
      answers: anyOf({ id: 'why', text: 'x' }, { id: 'where', text: 'y' }, { id: 'when', text: 'z' }),
    }),
  );

  it('agree for every state, answer and caller', () =>
    fc.assert(
      fc.property(cases, ({ by, group, questions: asked, hasRequest, callerMembership: before, person, answers }) => {
        const pending = hasRequest && group === privateGroup ? [joinRequested(by)] : []; // public groups have no requests
        const states = statesAfter({ group: [...group, ...asked], callerMembership: [...pending, ...before], person });
        const settings = settingsWithUnknown('PUBLIC');
        const joins =
          group === publicGroup || by === anna || isInvited(states.group, states.callerMembership, by.memberId);
        const decide = joins ? joinGroup : requestToJoin;
        const decision = decide({ groupId, answers }, states, by, settings);
        const result = joinRequirements(answers, states, by, settings);
        if (!result.accepted) return expect(decision).toEqual(result);
        const { violation } = result;
        if (decision.accepted) {
          const changed = joins ? 'NONE' : 'ADMIN_APPROVAL';
          return expect(violation.violationType).toBe(decision.events.length > 0 ? changed : 'ALREADY_JOINED');
        }
        if (violation.violationType === 'MEMBERSHIP_QUESTIONS')
          return expect(decision).toEqual({
            accepted: false,
            refusal: 'QUESTIONS_UNANSWERED',
            data: violation.membershipQuestionsOptions,
          });
        return expect(violation.violationType).toBe(
          decision.refusal === 'ALREADY_A_MEMBER' ? 'ALREADY_JOINED' : decision.refusal,
        );
      }),
      { numRuns: 500 },
    ));
});
