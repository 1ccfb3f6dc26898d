import type { Caller } from '@app/kernel';
import fc from 'fast-check';
import type { GivenAnswer, Violation } from '../../domain/group/group.entrance';
import {
  groupCreated,
  groupId,
  membershipQuestionsReplaced,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import type { DecisionSettings } from '../../domain/decision-settings';
import {
  joinRequestCanceled,
  joinRequested,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
} from '../../testing/membership.examples';
import { anna, billing, olga, ravi, settingsWithUnknown, visitor } from '../../testing/people.examples';
import { isInvited } from '../../domain/permissions';
import { type Given, statesAfter } from '../../testing/scenario';
import { siteMemberRegistered } from '../../testing/site-member.examples';
import { joinGroup } from '../../commands/join-group/join-group.decision';
import { requestToJoin } from '../../commands/request-to-join/request-to-join.decision';
import { joinRequirements } from './join-requirements.decision';

type When = { readonly answers?: readonly GivenAnswer[]; readonly by?: Caller; readonly rules?: DecisionSettings };
const asked = (given: Given, { answers = [], by = ravi, rules = settingsWithUnknown('PUBLIC') }: When = {}) =>
  joinRequirements(answers, statesAfter(given), by, rules);
const says = (given: Given, violationType: Violation['violationType'], when: When = {}) =>
  expect(asked(given, when)).toEqual({ accepted: true, violation: { violationType } });

const open = [groupCreated()];
const closed = [groupCreated({ privacyStatus: 'PRIVATE' })];
const secret = [groupCreated({ privacyStatus: 'SECRET' })];
const why = { id: 'why', text: 'Why?', required: true };
const where = { id: 'where', text: 'Where?', required: false };
const questions = membershipQuestionsReplaced(why, where);
const hidesTheProfile = [siteMemberRegistered(ravi, 'PRIVATE')];

describe('may I join', () => {
  it.each([
    ['in a public group: nothing', open, 'NONE'],
    ['in a private group: its admins have to agree', closed, 'ADMIN_APPROVAL'],
  ] as const)('%s', (_, group, violationType) => says({ group }, violationType));

  it.each([
    ['a public group', open],
    ['a private group', closed],
  ] as const)('%s asks a visitor to log in, before all else', (_, group) =>
    says({ group: [...group, questions] }, 'NOT_LOGGED_IN', { by: visitor }),
  );
  it.each([open, closed, secret])('is a question of a person: an app is none', (...group) =>
    expect(asked({ group }, { by: billing })).toEqual({ accepted: false, refusal: 'MEMBER_IDENTITY_REQUIRED' }),
  );

  it.each([
    [
      'a member',
      { group: [...closed, questions], callerMembership: [memberJoined(ravi)], person: hidesTheProfile },
      ravi,
    ],
    ['a member of a secret group', { group: secret, callerMembership: [memberJoined(ravi)] }, ravi],
    ['a site admin who belongs', { group: closed, callerMembership: [memberJoined(anna)] }, anna],
    ['the owner, also before their membership has begun', { group: closed }, olga],
  ] as const)('is over for %s', (_, given, by) => says(given, 'ALREADY_JOINED', { by }));
  it('begins anew for who left', () =>
    says({ group: open, callerMembership: [memberJoined(ravi), memberLeft(ravi)] }, 'NONE'));

  it.each([
    [
      'the banned',
      { group: [...open, questions], callerMembership: [memberBanned(ravi)], person: hidesTheProfile },
      ravi,
    ],
    [
      'an admin whose ban the group has announced',
      { callerMembership: [memberJoined(ravi)], group: [...open, roleAssigned(ravi), roleUnassigned(ravi, 'BANNED')] },
      ravi,
    ],
    [
      'the banned who was invited before',
      { group: open, callerMembership: [memberInvited(ravi), memberBanned(ravi)] },
      ravi,
    ],
    ['a banned site admin', { group: open, callerMembership: [memberBanned(anna)] }, anna],
  ] as const)('is denied to %s', (_, given, by) => says(given, 'BANNED', { by }));

  it.each([
    ['a public group', { group: [...open, questions] }],
    ['a private group, while a request waits', { group: closed, callerMembership: [joinRequested(ravi)] }],
    ['a secret group that one is invited to', { group: secret, callerMembership: [memberInvited(ravi)] }],
  ] as const)('takes a public profile in %s', (_, given) => {
    says({ ...given, person: hidesTheProfile }, 'PUBLIC_PROFILE_REQUIRED');
    for (const unknown of ['PRIVATE', 'REFUSE'] as const)
      says(given, 'PUBLIC_PROFILE_REQUIRED', { rules: settingsWithUnknown(unknown) });
  });

  it.each([
    ['a private group', closed],
    ['a secret group', secret],
  ] as const)('is granted to the invited, who are asked nothing, in %s', (_, group) =>
    says({ group: [...group, questions], callerMembership: [joinRequested(ravi), memberInvited(ravi)] }, 'NONE', {
      answers: [{ id: 'astray', text: 'x' }],
    }),
  );
  it.each([open, closed, secret])('is granted to a site admin, who is asked nothing and needs no profile', (...group) =>
    says({ group: [...group, questions], person: [siteMemberRegistered(anna, 'PRIVATE')] }, 'NONE', { by: anna }),
  );

  it('waits while a request does, and not when it was taken back', () => {
    says({ group: [...closed, questions], callerMembership: [joinRequested(ravi)] }, 'JOIN_REQUEST_PENDING');
    says({ group: closed, callerMembership: [joinRequested(ravi), joinRequestCanceled(ravi)] }, 'ADMIN_APPROVAL');
  });

  describe.each([
    ['public', open, 'NONE'],
    ['private', closed, 'ADMIN_APPROVAL'],
  ] as const)('where a %s group asks questions', (_, group, otherwise) => {
    const given = { group: [...group, questions] };
    const reason = { id: 'why', text: 'To stretch' };

    it.each([[[]], [[{ id: 'why', text: ' ' }]], [[{ id: 'where', text: 'Here' }]]])(
      'tells which still have to be answered: %j',
      (answers) =>
        expect(asked(given, { answers })).toEqual({
          accepted: true,
          violation: {
            violationType: 'MEMBERSHIP_QUESTIONS',
            membershipQuestionsOptions: { requiredQuestionIds: ['why'] },
          },
        }),
    );
    it('goes on once they are', () => says(given, otherwise, { answers: [reason] }));
    it.each([
      ['what nobody asks', [reason, { id: 'when', text: 'Now' }]],
      ['the same again', [reason, reason]],
    ] as const)('takes no answer to %s', (_, answers) =>
      expect(asked(given, { answers })).toEqual({
        accepted: false,
        refusal: 'ANSWER_TO_NO_QUESTION',
        data: { index: 1 },
      }),
    );
  });
});

describe('what is said of joining', () => {
  const maybe = <Item>(...items: readonly Item[]) => fc.subarray([...items]);
  const callerMembership = (by: typeof ravi) =>
    fc.constantFrom(
      [],
      [memberJoined(by)],
      [memberJoined(by), memberLeft(by)],
      [memberInvited(by)],
      [memberBanned(by)],
      [memberInvited(by), memberBanned(by)],
    );
  const anything = fc.constantFrom(ravi, anna).chain((by) =>
    fc.record({
      by: fc.constant(by),
      group: fc.constantFrom(open, closed),
      questions: maybe(questions),
      waits: fc.boolean(),
      callerMembership: callerMembership(by),
      person: maybe(siteMemberRegistered(by, 'PRIVATE')),
      answers: maybe({ id: 'why', text: 'x' }, { id: 'where', text: 'y' }, { id: 'when', text: 'z' }),
    }),
  );

  it('is what becomes of it', () =>
    fc.assert(
      fc.property(anything, ({ by, group, questions: asks, waits, callerMembership: before, person, answers }) => {
        const pending = waits && group === closed ? [joinRequested(by)] : []; // nothing waits where nobody has to ask
        const on = statesAfter({ group: [...group, ...asks], callerMembership: [...pending, ...before], person });
        const rules = settingsWithUnknown('PUBLIC');
        const joins = group === open || by === anna || isInvited(on.group, on.callerMembership, by.memberId);
        const tries = joins ? joinGroup : requestToJoin;
        const outcome = tries({ groupId, answers }, on, by, rules);
        const verdict = joinRequirements(answers, on, by, rules);
        if (!verdict.accepted) return expect(outcome).toEqual(verdict);
        const { violation } = verdict;
        if (outcome.accepted) {
          const changed = joins ? 'NONE' : 'ADMIN_APPROVAL';
          return expect(violation.violationType).toBe(outcome.events.length > 0 ? changed : 'ALREADY_JOINED');
        }
        if (violation.violationType === 'MEMBERSHIP_QUESTIONS')
          return expect(outcome).toEqual({
            accepted: false,
            refusal: 'QUESTIONS_UNANSWERED',
            data: violation.membershipQuestionsOptions,
          });
        return expect(violation.violationType).toBe(
          outcome.refusal === 'ALREADY_A_MEMBER' ? 'ALREADY_JOINED' : outcome.refusal,
        );
      }),
      { numRuns: 500 },
    ));
});
