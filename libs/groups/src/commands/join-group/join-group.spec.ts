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
const closed = [groupCreated({ privacyStatus: 'PRIVATE' })];
const secret = [groupCreated({ privacyStatus: 'SECRET' })];
const hidesTheProfile = [siteMemberRegistered(ravi, 'PRIVATE')];

describe('join a group', () => {
  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) =>
    scenario({ given, when, refused: 'GROUP_NOT_FOUND' }),
  );

  it('is as easy as asking in a public group', () =>
    scenario({ given: { group: open }, when, then: [memberJoined(ravi)] }));
  it('works in a group that turned public', () =>
    scenario({
      given: { group: [...closed, groupPrivacyChanged('PRIVATE', 'PUBLIC')] },
      when,
      then: [memberJoined(ravi)],
    }));
  it('works again for somebody who left', () =>
    scenario({
      given: { group: open, callerMembership: [memberJoined(ravi), memberLeft(ravi)] },
      when,
      then: [memberJoined(ravi)],
    }));
  it.each([
    ['left', 'LEFT', memberLeft(ravi)],
    ['was removed', 'REMOVED', memberRemoved(ravi)],
  ] as const)('first ends the membership that still stands of an admin who %s', (_, because, ended) =>
    scenario({
      given: {
        callerMembership: [memberJoined(ravi)],
        group: [...open, roleAssigned(ravi), roleUnassigned(ravi, because)],
      },
      when,
      then: [ended, memberJoined(ravi)],
    }),
  );
  it('grants a request that still waits', () =>
    scenario({
      given: { group: open, callerMembership: [joinRequested(ravi)] },
      when,
      then: [joinRequestApproved(ravi), memberJoined(ravi)],
    }));
  it('leaves a request alone that was taken back', () =>
    scenario({
      given: { group: open, callerMembership: [joinRequested(ravi), joinRequestCanceled(ravi)] },
      when,
      then: [memberJoined(ravi)],
    }));

  it.each([
    ['a public group', open],
    ['a private group', closed],
    ['a secret group', secret],
  ] as const)('changes nothing for a member of %s, also with a private profile', (_, group) =>
    scenario({ given: { group, callerMembership: [memberJoined(ravi)], person: hidesTheProfile }, when, then: [] }),
  );
  it('changes nothing for the owner, also before their membership has begun', () =>
    scenario({ given: { group: closed }, when, by: olga, then: [] }));
  it('changes nothing for somebody who came back', () =>
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
  ] as const)('needs a person: %s is none', (_, by) =>
    scenario({ given: { group: closed }, when, by, refused: 'MEMBER_IDENTITY_REQUIRED' }),
  );
  describe.each([
    ['a public group', open],
    ['a private group, before anything is said of requests', closed],
  ] as const)('is refused in %s', (_, group) => {
    it.each([
      ['to a banned person', { group, callerMembership: [memberBanned(ravi)] }],
      [
        'to them, with a private profile too',
        { group, callerMembership: [memberBanned(ravi)], person: hidesTheProfile },
      ],
      ['to them, while invited too', { group, callerMembership: [memberInvited(ravi), memberBanned(ravi)] }],
      [
        'to an admin whose ban has not been written yet',
        {
          callerMembership: [memberJoined(ravi)],
          group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'BANNED')],
        },
      ],
    ] as const)('%s', (__, given) => scenario({ given, when, refused: 'BANNED' }));
    it('to a banned site admin', () =>
      scenario({ given: { group, callerMembership: [memberBanned(anna)] }, when, by: anna, refused: 'BANNED' }));
  });
  it('works again once the ban was lifted', () =>
    scenario({
      given: { group: open, callerMembership: [memberBanned(ravi), banLifted(ravi)] },
      when,
      then: [memberJoined(ravi)],
    }));
  it('is by request only in a private group', () =>
    scenario({ given: { group: closed }, when, refused: 'JOIN_BY_REQUEST_ONLY' }));
  it.each([
    ['a public group', open],
    ['a private group, before anything is said of requests', closed],
  ] as const)('needs a public profile in %s', (_, group) =>
    scenario({ given: { group, person: hidesTheProfile }, when, refused: 'PUBLIC_PROFILE_REQUIRED' }),
  );
  it.each(['PRIVATE', 'REFUSE'] as const)('needs a profile where unknown people count as %s', (unknown) =>
    scenario({
      given: { group: open },
      when,
      settings: settingsWithUnknown(unknown),
      refused: 'PUBLIC_PROFILE_REQUIRED',
    }),
  );

  describe.each([
    ['public', open],
    ['private', closed],
    ['secret', secret],
  ] as const)('while invited, in a %s group', (_, group) => {
    const callerMembership = [memberInvited(ravi, olga)];
    const accepted = [invitationAccepted(ravi), memberJoined(ravi, 'INVITED')];
    const asking = [...group, membershipQuestionsReplaced({ id: 'q1', text: 'Why?', required: true })];
    it('is accepting', () => scenario({ given: { group, callerMembership }, when, then: accepted }));
    it('is asked nothing', () => scenario({ given: { group: asking, callerMembership }, when, then: accepted }));
    it('grants a request that waits', () =>
      scenario({
        given: { group, callerMembership: [joinRequested(ravi), ...callerMembership] },
        when,
        then: [invitationAccepted(ravi), joinRequestApproved(ravi), memberJoined(ravi, 'INVITED')],
      }));
    it('needs a public profile', () =>
      scenario({
        given: { group, callerMembership, person: hidesTheProfile },
        when,
        refused: 'PUBLIC_PROFILE_REQUIRED',
      }));
    it('still makes a site admin an admin', () =>
      scenario({
        given: { group, callerMembership: [memberInvited(anna, olga)] },
        when,
        by: anna,
        then: [memberJoined(anna, 'JOINED', 'ADMIN')],
      }));
  });
  it('is joining like anybody once the invitation was revoked', () => {
    const callerMembership = [memberInvited(ravi, olga), invitationRevoked(ravi)];
    scenario({ given: { group: open, callerMembership }, when, then: [memberJoined(ravi)] });
    scenario({ given: { group: closed, callerMembership }, when, refused: 'JOIN_BY_REQUEST_ONLY' });
    scenario({ given: { group: secret, callerMembership }, when, refused: 'GROUP_NOT_FOUND' });
  });

  describe.each([
    ['public', open],
    ['private', closed],
    ['secret', secret],
  ] as const)('by a site admin, in a %s group', (_, group) => {
    it('makes them an admin, whatever their profile', () =>
      scenario({
        given: { group, person: [siteMemberRegistered(anna, 'PRIVATE')] },
        when,
        by: anna,
        then: [memberJoined(anna, 'JOINED', 'ADMIN')],
      }));
    it('grants their request', () =>
      scenario({
        given: { group, callerMembership: [joinRequested(anna)] },
        when,
        by: anna,
        then: [joinRequestApproved(anna), memberJoined(anna, 'JOINED', 'ADMIN')],
      }));
    it('changes nothing when they belong already', () =>
      scenario({ given: { group, callerMembership: [memberJoined(anna)] }, when, by: anna, then: [] }));
  });
});

describe('joining a group that asks questions', () => {
  const why = { id: 'why', text: 'Why?', required: true };
  const where = { id: 'where', text: 'Where?', required: false };
  const questions = membershipQuestionsReplaced(why, where);
  const group = [...open, questions];
  const reason = { id: 'why', text: 'To stretch.' };

  it('keeps the answers, with what was asked', () =>
    scenario({
      given: { group },
      when: { groupId, answers: [{ id: 'where', text: ' ' }, reason] },
      then: [memberJoined(ravi, 'JOINED', undefined, [{ ...reason, question: 'Why?', required: true }])],
    }));
  it('needs none where none is required', () =>
    scenario({ given: { group: [...open, membershipQuestionsReplaced(where)] }, when, then: [memberJoined(ravi)] }));
  it.each([
    ['none', []],
    ['a blank one', [{ id: 'why', text: ' \n' }]],
    ['one to something else', [{ id: 'where', text: 'Here.' }]],
  ])('is refused with %s', (_, answers) =>
    scenario({
      given: { group },
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
      given: { group },
      when: { groupId, answers },
      refused: 'ANSWER_TO_NO_QUESTION',
      data: { index: 1 },
    }),
  );

  it.each([
    ['a banned person', { group, callerMembership: [memberBanned(ravi)] }, 'BANNED'],
    ['somebody with a private profile', { group, person: hidesTheProfile }, 'PUBLIC_PROFILE_REQUIRED'],
    ['somebody who has to ask', { group: [...closed, questions] }, 'JOIN_BY_REQUEST_ONLY'],
  ] as const)('is refused to %s before the answers are looked at', (_, given, refused) =>
    scenario({ given, when, refused }),
  );
  it('asks nothing of a member', () =>
    scenario({ given: { group, callerMembership: [memberJoined(ravi)] }, when, then: [] }));
  it('asks nothing of a site admin', () =>
    scenario({ given: { group }, when, by: anna, then: [memberJoined(anna, 'JOINED', 'ADMIN')] }));
});
