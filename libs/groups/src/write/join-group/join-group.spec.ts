import { groupCreated, groupId, groupPrivacyChanged, roleAssigned, roleUnassigned } from '../../group/group.examples';
import {
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../../membership/membership.examples';
import { anna, billing, olga, ravi, unknownCountAs, visitor } from '../../people.examples';
import { missingToRavi, scenarioOf } from '../../scenario.examples';
import { siteMemberRegistered } from '../../site-member/site-member.examples';
import { joinGroup } from './join-group.decision';

const scenario = scenarioOf(joinGroup);
const when = { groupId };
const open = [groupCreated()];
const closed = [groupCreated({ privacyStatus: 'PRIVATE' })];
const secret = [groupCreated({ privacyStatus: 'SECRET' })];
const hidesTheProfile = [siteMemberRegistered(ravi, 'PRIVATE')];

describe('join a group', () => {
  it.each(missingToRavi)('finds no group in %s', (_, given) => scenario({ given, when, refused: 'GROUP_NOT_FOUND' }));

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
      given: { group: open, mine: [memberJoined(ravi), memberLeft(ravi)] },
      when,
      then: [memberJoined(ravi)],
    }));
  it.each([
    ['left', 'LEFT', memberLeft(ravi)],
    ['was removed', 'REMOVED', memberRemoved(ravi)],
  ] as const)('first ends the membership that still stands of an admin who %s', (_, because, ended) =>
    scenario({
      given: { mine: [memberJoined(ravi)], group: [...open, roleAssigned(ravi), roleUnassigned(ravi, because)] },
      when,
      then: [ended, memberJoined(ravi)],
    }),
  );
  it('grants a request that still waits', () =>
    scenario({
      given: { group: open, mine: [joinRequested(ravi)] },
      when,
      then: [joinRequestApproved(ravi), memberJoined(ravi)],
    }));
  it('leaves a request alone that was taken back', () =>
    scenario({
      given: { group: open, mine: [joinRequested(ravi), joinRequestCanceled(ravi)] },
      when,
      then: [memberJoined(ravi)],
    }));

  it.each([
    ['a public group', open],
    ['a private group', closed],
    ['a secret group', secret],
  ] as const)('changes nothing for a member of %s, also with a private profile', (_, group) =>
    scenario({ given: { group, mine: [memberJoined(ravi)], person: hidesTheProfile }, when, then: [] }),
  );
  it('changes nothing for the owner, also before their membership has begun', () =>
    scenario({ given: { group: closed }, when, by: olga, then: [] }));
  it('changes nothing for somebody who came back', () =>
    scenario({
      given: [
        { mine: [memberJoined(ravi)], group: [...open, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
        { mine: [memberLeft(ravi), memberJoined(ravi)] },
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
  it('is by request only in a private group', () =>
    scenario({ given: { group: closed }, when, refused: 'JOIN_BY_REQUEST_ONLY' }));
  it.each([
    ['a public group', open],
    ['a private group, before anything is said of requests', closed],
  ] as const)('needs a public profile in %s', (_, group) =>
    scenario({ given: { group, person: hidesTheProfile }, when, refused: 'PUBLIC_PROFILE_REQUIRED' }),
  );
  it.each(['PRIVATE', 'REFUSE'] as const)('needs a profile where unknown people count as %s', (unknown) =>
    scenario({ given: { group: open }, when, rules: unknownCountAs(unknown), refused: 'PUBLIC_PROFILE_REQUIRED' }),
  );

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
        given: { group, mine: [joinRequested(anna)] },
        when,
        by: anna,
        then: [joinRequestApproved(anna), memberJoined(anna, 'JOINED', 'ADMIN')],
      }));
    it('changes nothing when they belong already', () =>
      scenario({ given: { group, mine: [memberJoined(anna)] }, when, by: anna, then: [] }));
  });
});
