import {
  groupCreated,
  groupDescriptionChanged,
  groupId,
  membershipQuestionsReplaced,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import {
  banLifted,
  invitationAccepted,
  invitationDeclined,
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
} from '../../testing/membership.examples';
import { anna, billing, olga, ravi, settingsWithUnknown } from '../../testing/people.examples';
import { groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { siteMemberRegistered } from '../../testing/site-member.examples';
import { requestToJoin } from './request-to-join.decision';

const scenario = scenarioOf(requestToJoin);
const when = { groupId };
const group = [groupCreated({ privacyStatus: 'PRIVATE' })];
const open = [groupCreated()];
const secret = [groupCreated({ privacyStatus: 'SECRET' })];
const privateProfile = [siteMemberRegistered(ravi, 'PRIVATE')];

describe('request to join', () => {
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  it('is pending in a private group', () => scenario({ given: { group }, when, then: [joinRequested(ravi)] }));
  it('records the revision of the group', () =>
    scenario({
      given: { group: [...group, groupDescriptionChanged('Every morning.')] },
      when,
      then: [joinRequested(ravi, { groupRevision: 1 })],
    }));
  it.each(['Let me in!', ''])('records the message: %p', (message) =>
    scenario({ given: { group }, when: { groupId, message }, then: [joinRequested(ravi, { message })] }),
  );
  it('accepts a site admin', () => scenario({ given: { group }, when, by: anna, then: [joinRequested(anna)] }));
  it.each([
    ['rejected', [joinRequested(ravi), joinRequestRejected(ravi, 'No.')]],
    ['canceled', [joinRequested(ravi), joinRequestCanceled(ravi)]],
    [
      'rejected by a ban, which was lifted',
      [joinRequested(ravi), joinRequestRejected(ravi), memberBanned(ravi), banLifted(ravi)],
    ],
    ['approved, and they left', [joinRequested(ravi), joinRequestApproved(ravi), memberJoined(ravi), memberLeft(ravi)]],
  ] as const)('accepts a new request when the last one was %s', (_, callerMembership) =>
    scenario({ given: { group, callerMembership }, when, then: [joinRequested(ravi)] }),
  );
  it('accepts a departed admin, also before the membership has ended', () =>
    scenario({
      given: {
        callerMembership: [memberJoined(ravi)],
        group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')],
      },
      when,
      then: [joinRequested(ravi, { groupRevision: 2 })],
    }));

  describe.each([
    ['public', open],
    ['private', group],
    ['secret', secret],
  ] as const)('with an open invitation, in a %s group', (_, events) => {
    const callerMembership = [memberInvited(ravi, olga)];
    const accepted = [invitationAccepted(ravi), joinRequestApproved(ravi), memberJoined(ravi, 'INVITED')];
    it('accepts the invitation and approves the request', () =>
      scenario({
        given: { group: events, callerMembership },
        when: { groupId, message: 'Here I am.' },
        then: [joinRequested(ravi, { message: 'Here I am.' }), ...accepted],
      }));
    it('needs no answers', () =>
      scenario({
        given: {
          group: [...events, membershipQuestionsReplaced({ id: 'q1', text: 'Why?', required: true })],
          callerMembership,
        },
        when,
        then: [joinRequested(ravi, { groupRevision: 1 }), ...accepted],
      }));
    it('approves the pending request', () =>
      scenario({
        given: { group: events, callerMembership: [joinRequested(ravi), ...callerMembership] },
        when,
        then: accepted,
      }));
    it('first ends the open membership of a departed admin', () =>
      scenario({
        given: [
          {
            callerMembership: [memberJoined(ravi)],
            group: [...events, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')],
          },
          { callerMembership },
        ],
        when,
        then: [joinRequested(ravi, { groupRevision: 2 }), memberLeft(ravi), ...accepted],
      }));
    it('refuses a private profile', () =>
      scenario({
        given: { group: events, callerMembership, person: privateProfile },
        when,
        refused: 'PUBLIC_PROFILE_REQUIRED',
      }));
    it('refuses a member', () =>
      scenario({
        given: { group: events, callerMembership: [...callerMembership, memberJoined(ravi)] },
        when,
        refused: 'ALREADY_A_MEMBER',
      }));
  });
  it('is pending once the invitation was declined', () => {
    const callerMembership = [memberInvited(ravi, olga), invitationDeclined(ravi)];
    scenario({ given: { group, callerMembership }, when, then: [joinRequested(ravi)] });
    scenario({ given: { group: open, callerMembership }, when, refused: 'JOIN_DIRECTLY' });
    scenario({ given: { group: secret, callerMembership }, when, refused: 'GROUP_NOT_FOUND' });
  });

  it.each([
    ['a member', { group, callerMembership: [memberJoined(ravi)] }, 'ALREADY_A_MEMBER'],
    ['a member of a public group', { group: open, callerMembership: [memberJoined(ravi)] }, 'ALREADY_A_MEMBER'],
    ['a member of a secret group', { group: secret, callerMembership: [memberJoined(ravi)] }, 'ALREADY_A_MEMBER'],
    ['somebody who may join directly', { group: open }, 'JOIN_DIRECTLY'],
    ['the same, with a private profile', { group: open, person: privateProfile }, 'JOIN_DIRECTLY'],
    ['a banned person', { group, callerMembership: [memberBanned(ravi)] }, 'BANNED'],
    [
      'the same, with a private profile',
      { group, callerMembership: [memberBanned(ravi)], person: privateProfile },
      'BANNED',
    ],
    ['a banned person in a public group', { group: open, callerMembership: [memberBanned(ravi)] }, 'JOIN_DIRECTLY'],
    [
      'a banned admin whose ban is not written yet',
      { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'BANNED')] },
      'BANNED',
    ],
    ['somebody with a private profile', { group, person: privateProfile }, 'PUBLIC_PROFILE_REQUIRED'],
    [
      'the same, with a pending request',
      { group, person: privateProfile, callerMembership: [joinRequested(ravi)] },
      'PUBLIC_PROFILE_REQUIRED',
    ],
    ['somebody with a pending request', { group, callerMembership: [joinRequested(ravi)] }, 'JOIN_REQUEST_PENDING'],
  ] as const)('is refused to %s', (_, given, refused) => scenario({ given, when, refused }));
  it('refuses the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when, by: olga, refused: 'ALREADY_A_MEMBER' }));
  it.each([
    ['', {}],
    [', with a private profile', { person: [siteMemberRegistered(anna, 'PRIVATE')] }],
    [', with a pending request', { callerMembership: [joinRequested(anna)] }],
  ] as const)('refuses JOIN_DIRECTLY to a site admin in a secret group%s', (_, given) =>
    scenario({ given: { group: secret, ...given }, when, by: anna, refused: 'JOIN_DIRECTLY' }),
  );
  it.each([
    ['a private group', group],
    ['a public group', open],
    ['a secret group', secret],
  ] as const)('refuses MEMBER_IDENTITY_REQUIRED in %s', (_, events) =>
    scenario({ given: { group: events }, when, by: billing, refused: 'MEMBER_IDENTITY_REQUIRED' }),
  );
  it.each(['PRIVATE', 'REFUSE'] as const)(
    'refuses a person who is not in the directory with the setting %s',
    (unknown) =>
      scenario({ given: { group }, when, settings: settingsWithUnknown(unknown), refused: 'PUBLIC_PROFILE_REQUIRED' }),
  );
});

describe('request to join a group with questions', () => {
  const why = { id: 'why', text: 'Why?', required: true };
  const where = { id: 'where', text: 'Where?', required: false };
  const withQuestions = [...group, membershipQuestionsReplaced(why, where)];
  const reason = { id: 'why', text: 'To stretch.' };

  it('stores the answers with the text of their questions', () =>
    scenario({
      given: { group: withQuestions },
      when: { groupId, answers: [reason, { id: 'where', text: '' }] },
      then: [joinRequested(ravi, { groupRevision: 1, answers: [{ ...reason, question: 'Why?', required: true }] })],
    }));
  it('needs no answers if none is required', () =>
    scenario({
      given: { group: [...group, membershipQuestionsReplaced(where)] },
      when,
      then: [joinRequested(ravi, { groupRevision: 1 })],
    }));
  it('needs answers from a site admin too', () =>
    scenario({
      given: { group: withQuestions },
      when,
      by: anna,
      refused: 'QUESTIONS_UNANSWERED',
      data: { requiredQuestionIds: ['why'] },
    }));
  it.each([
    ['none', []],
    ['a blank answer', [{ id: 'why', text: ' \n' }]],
    ['an answer to another question', [{ id: 'where', text: 'Here.' }]],
  ])('is refused with answers: %s', (_, answers) =>
    scenario({
      given: { group: withQuestions },
      when: { groupId, answers },
      refused: 'QUESTIONS_UNANSWERED',
      data: { requiredQuestionIds: ['why'] },
    }),
  );
  it.each([
    ['an unknown question', [reason, { id: 'when', text: 'Now.' }]],
    ['a question answered before', [reason, reason]],
  ])('is refused with an answer to %s', (_, answers) =>
    scenario({
      given: { group: withQuestions },
      when: { groupId, answers },
      refused: 'ANSWER_TO_NO_QUESTION',
      data: { index: 1 },
    }),
  );

  it.each([
    ['a member', { group: withQuestions, callerMembership: [memberJoined(ravi)] }, 'ALREADY_A_MEMBER'],
    ['somebody with a private profile', { group: withQuestions, person: privateProfile }, 'PUBLIC_PROFILE_REQUIRED'],
    [
      'somebody with a pending request',
      { group: withQuestions, callerMembership: [joinRequested(ravi)] },
      'JOIN_REQUEST_PENDING',
    ],
  ] as const)('refuses %s before checking the answers', (_, given, refused) => scenario({ given, when, refused }));
});
