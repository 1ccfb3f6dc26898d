import {
  groupCreated,
  groupDescriptionChanged,
  groupId,
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
} from '../../membership/membership.examples';
import { anna, billing, olga, ravi, unknownCountAs } from '../../people.examples';
import { missingToRavi, scenarioOf } from '../../scenario.examples';
import { siteMemberRegistered } from '../../site-member/site-member.examples';
import { requestToJoin } from './request-to-join.decision';

const scenario = scenarioOf(requestToJoin);
const when = { groupId };
const group = [groupCreated({ privacyStatus: 'PRIVATE' })];
const open = [groupCreated()];
const secret = [groupCreated({ privacyStatus: 'SECRET' })];
const hidesTheProfile = [siteMemberRegistered(ravi, 'PRIVATE')];

describe('request to join', () => {
  it.each(missingToRavi)('finds no group in %s', (_, given) => scenario({ given, when, refused: 'GROUP_NOT_FOUND' }));

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
    ['granted, and they left', [joinRequested(ravi), joinRequestApproved(ravi), memberJoined(ravi), memberLeft(ravi)]],
  ] as const)('may be asked again when the last one was %s', (_, mine) =>
    scenario({ given: { group, mine }, when, then: [joinRequested(ravi)] }),
  );
  it('may be asked by an admin who left, also before the membership has ended', () =>
    scenario({
      given: { mine: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
      when,
      then: [joinRequested(ravi, { groupRevision: 2 })],
    }));

  it.each([
    ['a member', { group, mine: [memberJoined(ravi)] }, 'ALREADY_A_MEMBER'],
    ['a member of a public group', { group: open, mine: [memberJoined(ravi)] }, 'ALREADY_A_MEMBER'],
    ['a member of a secret group', { group: secret, mine: [memberJoined(ravi)] }, 'ALREADY_A_MEMBER'],
    ['somebody who may join directly', { group: open }, 'JOIN_DIRECTLY'],
    ['them, with a private profile too', { group: open, person: hidesTheProfile }, 'JOIN_DIRECTLY'],
    ['somebody with a private profile', { group, person: hidesTheProfile }, 'PUBLIC_PROFILE_REQUIRED'],
    [
      'them, while a request waits too',
      { group, person: hidesTheProfile, mine: [joinRequested(ravi)] },
      'PUBLIC_PROFILE_REQUIRED',
    ],
    ['somebody who waits already', { group, mine: [joinRequested(ravi)] }, 'JOIN_REQUEST_PENDING'],
  ] as const)('is refused to %s', (_, given, refused) => scenario({ given, when, refused }));
  it('is refused to the owner, also before their membership has begun', () =>
    scenario({ given: { group }, when, by: olga, refused: 'ALREADY_A_MEMBER' }));
  it.each([
    ['', {}],
    [', with a private profile too', { person: [siteMemberRegistered(anna, 'PRIVATE')] }],
    [', while a request waits too', { mine: [joinRequested(anna)] }],
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
    scenario({ given: { group }, when, rules: unknownCountAs(unknown), refused: 'PUBLIC_PROFILE_REQUIRED' }),
  );
});
