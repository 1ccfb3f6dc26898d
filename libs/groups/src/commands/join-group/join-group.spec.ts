import {
  groupCreated,
  groupId,
  groupPrivacyChanged,
  membershipQuestionsReplaced,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import {
  banLifted,
  invitationAccepted,
  invitationRevoked,
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../../testing/membership.examples';
import { anna, billing, olga, ravi, settingsWithUnknown, visitor } from '../../testing/people.examples';
import { groupsHiddenFromRavi, scenarioOf } from '../../testing/scenario';
import { siteMemberRegistered } from '../../testing/site-member.examples';
import { joinGroup } from './join-group.decision';

const scenario = scenarioOf(joinGroup);
const when = { groupId };
const open = [groupCreated()];
const privateGroup = [groupCreated({ privacyStatus: 'PRIVATE' })];
const secret = [groupCreated({ privacyStatus: 'SECRET' })];
const privateProfile = [siteMemberRegistered(ravi, 'PRIVATE')];

describe('join a group', () => {
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  it('makes the caller a member of a public group', () =>
    scenario({ given: { group: open }, when, then: [memberJoined(ravi)] }));
  it('accepts in a group that became public', () =>
    scenario({
      given: { group: [...privateGroup, groupPrivacyChanged('PRIVATE', 'PUBLIC')] },
      when,
      then: [memberJoined(ravi)],
    }));
  it('accepts somebody who left', () =>
    scenario({
      given: { group: open, callerMembership: [memberJoined(ravi), memberLeft(ravi)] },
      when,
      then: [memberJoined(ravi)],
    }));
  it.each([
    ['left', 'LEFT', memberLeft(ravi)],
    ['was removed', 'REMOVED', memberRemoved(ravi)],
  ] as const)('first ends the open membership of an admin who %s', (_, because, ended) =>
    scenario({
      given: {
        callerMembership: [memberJoined(ravi)],
        group: [...open, roleAssigned(ravi), roleUnassigned(ravi, because)],
      },
      when,
      then: [ended, memberJoined(ravi)],
    }),
  );
  it('approves a pending request', () =>
    scenario({
      given: { group: open, callerMembership: [joinRequested(ravi)] },
      when,
      then: [joinRequestApproved(ravi), memberJoined(ravi)],
    }));
  it('does not change a canceled request', () =>
    scenario({
      given: { group: open, callerMembership: [joinRequested(ravi), joinRequestCanceled(ravi)] },
      when,
      then: [memberJoined(ravi)],
    }));

  it.each([
    ['a public group', open],
    ['a private group', privateGroup],
    ['a secret group', secret],
  ] as const)('appends no event for a member of %s, also with a private profile', (_, group) =>
    scenario({ given: { group, callerMembership: [memberJoined(ravi)], person: privateProfile }, when, then: [] }),
  );
  it('appends no event for the owner, also before their membership has begun', () =>
    scenario({ given: { group: privateGroup }, when, by: olga, then: [] }));
  it('appends no event for a departed admin who came back', () =>
    scenario({
      given: [
        { callerMembership: [memberJoined(ravi)], group: [...open, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
        { callerMembership: [memberLeft(ravi), memberJoined(ravi)] },
      ],
      when,
      then: [],
    }));

  it.each([
    ['an app', billing],
    ['a visitor', visitor],
  ] as const)('refuses MEMBER_IDENTITY_REQUIRED to %s', (_, by) =>
    scenario({ given: { group: privateGroup }, when, by, refused: 'MEMBER_IDENTITY_REQUIRED' }),
  );
  describe.each([
    ['a public group', open],
    ['a private group, before JOIN_BY_REQUEST_ONLY', privateGroup],
  ] as const)('refuses BANNED in %s', (_, group) => {
    it.each([
      ['a banned person', { group, callerMembership: [memberBanned(ravi)] }],
      [
        'a banned person with a private profile',
        { group, callerMembership: [memberBanned(ravi)], person: privateProfile },
      ],
      ['a banned person with an invitation', { group, callerMembership: [memberInvited(ravi), memberBanned(ravi)] }],
      [
        'a banned admin whose ban is not written yet',
        {
          callerMembership: [memberJoined(ravi)],
          group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'BANNED')],
        },
      ],
    ] as const)('%s', (__, given) => scenario({ given, when, refused: 'BANNED' }));
    it('a banned site admin', () =>
      scenario({ given: { group, callerMembership: [memberBanned(anna)] }, when, by: anna, refused: 'BANNED' }));
  });
  it('accepts somebody whose ban was lifted', () =>
    scenario({
      given: { group: open, callerMembership: [memberBanned(ravi), banLifted(ravi)] },
      when,
      then: [memberJoined(ravi)],
    }));
  it('refuses JOIN_BY_REQUEST_ONLY in a private group', () =>
    scenario({ given: { group: privateGroup }, when, refused: 'JOIN_BY_REQUEST_ONLY' }));
  it.each([
    ['a public group', open],
    ['a private group, before JOIN_BY_REQUEST_ONLY', privateGroup],
  ] as const)('refuses a private profile in %s', (_, group) =>
    scenario({ given: { group, person: privateProfile }, when, refused: 'PUBLIC_PROFILE_REQUIRED' }),
  );
  it.each(['PRIVATE', 'REFUSE'] as const)(
    'refuses a person who is not in the directory with the setting %s',
    (unknown) =>
      scenario({
        given: { group: open },
        when,
        settings: settingsWithUnknown(unknown),
        refused: 'PUBLIC_PROFILE_REQUIRED',
      }),
  );

  describe.each([
    ['public', open],
    ['private', privateGroup],
    ['secret', secret],
  ] as const)('with an open invitation, in a %s group', (_, group) => {
    const callerMembership = [memberInvited(ravi, olga)];
    const accepted = [invitationAccepted(ravi), memberJoined(ravi, 'INVITED')];
    const withQuestions = [...group, membershipQuestionsReplaced({ id: 'q1', text: 'Why?', required: true })];
    it('accepts the invitation', () => scenario({ given: { group, callerMembership }, when, then: accepted }));
    it('needs no answers', () => scenario({ given: { group: withQuestions, callerMembership }, when, then: accepted }));
    it('approves a pending request', () =>
      scenario({
        given: { group, callerMembership: [joinRequested(ravi), ...callerMembership] },
        when,
        then: [invitationAccepted(ravi), joinRequestApproved(ravi), memberJoined(ravi, 'INVITED')],
      }));
    it('refuses a private profile', () =>
      scenario({
        given: { group, callerMembership, person: privateProfile },
        when,
        refused: 'PUBLIC_PROFILE_REQUIRED',
      }));
    it('makes a site admin an admin', () =>
      scenario({
        given: { group, callerMembership: [memberInvited(anna, olga)] },
        when,
        by: anna,
        then: [memberJoined(anna, 'JOINED', 'ADMIN')],
      }));
  });
  it('joins without the invitation once it was revoked', () => {
    const callerMembership = [memberInvited(ravi, olga), invitationRevoked(ravi)];
    scenario({ given: { group: open, callerMembership }, when, then: [memberJoined(ravi)] });
    scenario({ given: { group: privateGroup, callerMembership }, when, refused: 'JOIN_BY_REQUEST_ONLY' });
    scenario({ given: { group: secret, callerMembership }, when, refused: 'GROUP_NOT_FOUND' });
  });

  describe.each([
    ['public', open],
    ['private', privateGroup],
    ['secret', secret],
  ] as const)('called by a site admin, in a %s group', (_, group) => {
    it('makes them an admin, whatever their profile', () =>
      scenario({
        given: { group, person: [siteMemberRegistered(anna, 'PRIVATE')] },
        when,
        by: anna,
        then: [memberJoined(anna, 'JOINED', 'ADMIN')],
      }));
    it('approves their request', () =>
      scenario({
        given: { group, callerMembership: [joinRequested(anna)] },
        when,
        by: anna,
        then: [joinRequestApproved(anna), memberJoined(anna, 'JOINED', 'ADMIN')],
      }));
    it('appends no event when they belong already', () =>
      scenario({ given: { group, callerMembership: [memberJoined(anna)] }, when, by: anna, then: [] }));
  });
});

describe('join a group with questions', () => {
  const why = { id: 'why', text: 'Why?', required: true };
  const where = { id: 'where', text: 'Where?', required: false };
  const questions = membershipQuestionsReplaced(why, where);
  const group = [...open, questions];
  const reason = { id: 'why', text: 'To stretch.' };

  it('stores the answers with the text of their questions', () =>
    scenario({
      given: { group },
      when: { groupId, answers: [{ id: 'where', text: ' ' }, reason] },
      then: [memberJoined(ravi, 'JOINED', undefined, [{ ...reason, question: 'Why?', required: true }])],
    }));
  it('needs no answers if none is required', () =>
    scenario({ given: { group: [...open, membershipQuestionsReplaced(where)] }, when, then: [memberJoined(ravi)] }));
  it.each([
    ['none', []],
    ['a blank answer', [{ id: 'why', text: ' \n' }]],
    ['an answer to another question', [{ id: 'where', text: 'Here.' }]],
  ])('is refused with answers: %s', (_, answers) =>
    scenario({
      given: { group },
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
      given: { group },
      when: { groupId, answers },
      refused: 'ANSWER_TO_NO_QUESTION',
      data: { index: 1 },
    }),
  );

  it.each([
    ['a banned person', { group, callerMembership: [memberBanned(ravi)] }, 'BANNED'],
    ['somebody with a private profile', { group, person: privateProfile }, 'PUBLIC_PROFILE_REQUIRED'],
    ['somebody in a private group', { group: [...privateGroup, questions] }, 'JOIN_BY_REQUEST_ONLY'],
  ] as const)('refuses %s before checking the answers', (_, given, refused) => scenario({ given, when, refused }));
  it('needs no answers from a member', () =>
    scenario({ given: { group, callerMembership: [memberJoined(ravi)] }, when, then: [] }));
  it('needs no answers from a site admin', () =>
    scenario({ given: { group }, when, by: anna, then: [memberJoined(anna, 'JOINED', 'ADMIN')] }));
});
