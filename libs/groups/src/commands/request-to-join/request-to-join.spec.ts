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
const hidesTheProfile = [siteMemberRegistered(ravi, 'PRIVATE')];

describe('request to join', () => {
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  it('waits for an answer in a private group', () => scenario({ given: { group }, when, then: [joinRequested(ravi)] }));
  it('says on which state of the group it was judged', () =>
    scenario({
      given: { group: [...group, groupDescriptionChanged('Every morning.')] },
      when,
      then: [joinRequested(ravi, { groupRevision: 1 })],
    }));
  it.each(['Let me in!', ''])('passes a message on: %p', (message) =>
    scenario({ given: { group }, when: { groupId, message }, then: [joinRequested(ravi, { message })] }),
  );
  it('is open to a site admin as a person', () =>
    scenario({ given: { group }, when, by: anna, then: [joinRequested(anna)] }));
  it.each([
    ['rejected', [joinRequested(ravi), joinRequestRejected(ravi, 'No.')]],
    ['taken back', [joinRequested(ravi), joinRequestCanceled(ravi)]],
    [
      'ended by a ban, which was lifted',
      [joinRequested(ravi), joinRequestRejected(ravi), memberBanned(ravi), banLifted(ravi)],
    ],
    ['granted, and they left', [joinRequested(ravi), joinRequestApproved(ravi), memberJoined(ravi), memberLeft(ravi)]],
  ] as const)('may be asked again when the last one was %s', (_, callerMembership) =>
    scenario({ given: { group, callerMembership }, when, then: [joinRequested(ravi)] }),
  );
  it('may be asked by an admin who left, also before the membership has ended', () =>
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
  ] as const)('while invited, in a %s group', (_, events) => {
    const callerMembership = [memberInvited(ravi, olga)];
    const answered = [invitationAccepted(ravi), joinRequestApproved(ravi), memberJoined(ravi, 'INVITED')];
    it('is accepting, and answers the request', () =>
      scenario({
        given: { group: events, callerMembership },
        when: { groupId, message: 'Here I am.' },
        then: [joinRequested(ravi, { message: 'Here I am.' }), ...answered],
      }));
    it('is asked nothing', () =>
      scenario({
        given: {
          group: [...events, membershipQuestionsReplaced({ id: 'q1', text: 'Why?', required: true })],
          callerMembership,
        },
        when,
        then: [joinRequested(ravi, { groupRevision: 1 }), ...answered],
      }));
    it('answers the request that waits already', () =>
      scenario({
        given: { group: events, callerMembership: [joinRequested(ravi), ...callerMembership] },
        when,
        then: answered,
      }));
    it('ends the membership first that an admin who left has still standing', () =>
      scenario({
        given: [
          {
            callerMembership: [memberJoined(ravi)],
            group: [...events, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')],
          },
          { callerMembership },
        ],
        when,
        then: [joinRequested(ravi, { groupRevision: 2 }), memberLeft(ravi), ...answered],
      }));
    it('needs a public profile', () =>
      scenario({
        given: { group: events, callerMembership, person: hidesTheProfile },
        when,
        refused: 'PUBLIC_PROFILE_REQUIRED',
      }));
    it('is refused to a member', () =>
      scenario({
        given: { group: events, callerMembership: [...callerMembership, memberJoined(ravi)] },
        when,
        refused: 'ALREADY_A_MEMBER',
      }));
  });
  it('is asking like anybody once the invitation was declined', () => {
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
    ['them, with a private profile too', { group: open, person: hidesTheProfile }, 'JOIN_DIRECTLY'],
    ['a banned person', { group, callerMembership: [memberBanned(ravi)] }, 'BANNED'],
    [
      'them, with a private profile too',
      { group, callerMembership: [memberBanned(ravi)], person: hidesTheProfile },
      'BANNED',
    ],
    ['them, who would join directly', { group: open, callerMembership: [memberBanned(ravi)] }, 'JOIN_DIRECTLY'],
    [
      'an admin whose ban has not been written yet',
      { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'BANNED')] },
      'BANNED',
    ],
    ['somebody with a private profile', { group, person: hidesTheProfile }, 'PUBLIC_PROFILE_REQUIRED'],
    [
      'them, while a request waits too',
      { group, person: hidesTheProfile, callerMembership: [joinRequested(ravi)] },
      'PUBLIC_PROFILE_REQUIRED',
    ],
    ['somebody who waits already', { group, callerMembership: [joinRequested(ravi)] }, 'JOIN_REQUEST_PENDING'],
  ] as const)('is refused to %s', (_, given, refused) => scenario({ given, when, refused }));
  it('is refused to the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when, by: olga, refused: 'ALREADY_A_MEMBER' }));
  it.each([
    ['', {}],
    [', with a private profile too', { person: [siteMemberRegistered(anna, 'PRIVATE')] }],
    [', while a request waits too', { callerMembership: [joinRequested(anna)] }],
  ] as const)('is for nobody in a secret group: a site admin, who sees it, joins directly%s', (_, given) =>
    scenario({ given: { group: secret, ...given }, when, by: anna, refused: 'JOIN_DIRECTLY' }),
  );
  it.each([
    ['a private group', group],
    ['a public group', open],
    ['a secret group', secret],
  ] as const)('needs a person in %s', (_, events) =>
    scenario({ given: { group: events }, when, by: billing, refused: 'MEMBER_IDENTITY_REQUIRED' }),
  );
  it.each(['PRIVATE', 'REFUSE'] as const)('needs a profile where unknown people count as %s', (unknown) =>
    scenario({ given: { group }, when, settings: settingsWithUnknown(unknown), refused: 'PUBLIC_PROFILE_REQUIRED' }),
  );
});

describe('asking to join a group that asks questions', () => {
  const why = { id: 'why', text: 'Why?', required: true };
  const where = { id: 'where', text: 'Where?', required: false };
  const asking = [...group, membershipQuestionsReplaced(why, where)];
  const reason = { id: 'why', text: 'To stretch.' };

  it('keeps the answers, with what was asked', () =>
    scenario({
      given: { group: asking },
      when: { groupId, answers: [reason, { id: 'where', text: '' }] },
      then: [joinRequested(ravi, { groupRevision: 1, answers: [{ ...reason, question: 'Why?', required: true }] })],
    }));
  it('needs none where none is required', () =>
    scenario({
      given: { group: [...group, membershipQuestionsReplaced(where)] },
      when,
      then: [joinRequested(ravi, { groupRevision: 1 })],
    }));
  it('asks a site admin too, who asks as a person', () =>
    scenario({
      given: { group: asking },
      when,
      by: anna,
      refused: 'QUESTIONS_UNANSWERED',
      data: { requiredQuestionIds: ['why'] },
    }));
  it.each([
    ['none', []],
    ['a blank one', [{ id: 'why', text: ' \n' }]],
    ['one to something else', [{ id: 'where', text: 'Here.' }]],
  ])('is refused with %s', (_, answers) =>
    scenario({
      given: { group: asking },
      when: { groupId, answers },
      refused: 'QUESTIONS_UNANSWERED',
      data: { requiredQuestionIds: ['why'] },
    }),
  );
  it.each([
    ['what nobody asks', [reason, { id: 'when', text: 'Now.' }]],
    ['the same again', [reason, reason]],
  ])('is refused with an answer to %s', (_, answers) =>
    scenario({
      given: { group: asking },
      when: { groupId, answers },
      refused: 'ANSWER_TO_NO_QUESTION',
      data: { index: 1 },
    }),
  );

  it.each([
    ['a member', { group: asking, callerMembership: [memberJoined(ravi)] }, 'ALREADY_A_MEMBER'],
    ['somebody with a private profile', { group: asking, person: hidesTheProfile }, 'PUBLIC_PROFILE_REQUIRED'],
    ['somebody who waits already', { group: asking, callerMembership: [joinRequested(ravi)] }, 'JOIN_REQUEST_PENDING'],
  ] as const)('is refused to %s before the answers are looked at', (_, given, refused) =>
    scenario({ given, when, refused }),
  );
});
