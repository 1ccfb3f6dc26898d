import type { GroupEvent } from '../domain/group/group.events';
import { publicDetails } from '../domain/group/public-details';
import type { MembershipEvent } from '../domain/membership/membership.events';
import { documentAfter } from '../testing/documents-after';
import {
  createRequestApproved,
  createRequestSubmitted,
  groupCoverChanged,
  groupCreated,
  groupDeleted,
  groupDescriptionChanged,
  groupDetailsChanged,
  groupId,
  groupPrivacyChanged,
  groupRenamed,
  groupSettingsChanged,
  roleAssigned,
} from '../testing/group.examples';
import { secondOf } from '../testing/history';
import {
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../testing/membership.examples';
import { mira, olga, ravi } from '../testing/people.examples';
import { type GroupDocument, groups } from './groups.projection';

const after = (...events: readonly (GroupEvent | MembershipEvent)[]): GroupDocument | null =>
  documentAfter(groups, events, groupId);
const created = groupCreated({ description: 'Stretch.', teaser: 'Slowly', memberTitle: 'Yogis' });
const withOwner = [created, memberJoined(olga, 'CREATED')];

describe('the groups view', () => {
  it('shows a created group', () =>
    expect(after(created)).toStrictEqual({
      ...publicDetails(created.data.group),
      id: groupId,
      slug: 'yoga',
      ownerId: 'olga',
      membersCount: 0,
      pendingMembersCount: 0,
      createdDate: secondOf(1),
      updatedDate: secondOf(1),
      lastActivityDate: secondOf(1),
      revision: 0,
      details: created.data.group,
    }));
  it('does not show a group that is only requested', () => {
    expect(after(createRequestSubmitted())).toBeNull();
    expect(after(createRequestSubmitted(), createRequestApproved(), created)).toMatchObject({
      createdDate: secondOf(3),
    });
  });

  it.each([
    ['the name', groupRenamed('Flow', 'flow', 'yoga'), { name: 'Flow', slug: 'flow' }],
    ['the name alone', groupRenamed('YOGA'), { name: 'YOGA', slug: 'yoga' }],
    ['the description', groupDescriptionChanged('Breathe.'), { description: 'Breathe.' }],
    ['the cover', groupCoverChanged({ altText: 'A mat' }), { coverImage: { altText: 'A mat' } }],
    ['the teaser', groupDetailsChanged({ teaser: 'Fast' }), { teaser: 'Fast', memberTitle: 'Yogis' }],
    ['the title', groupDetailsChanged({ memberTitle: 'People' }), { teaser: 'Slowly', memberTitle: 'People' }],
    ['the privacy', groupPrivacyChanged('PUBLIC', 'PRIVATE'), { privacyStatus: 'PRIVATE', slug: 'yoga' }],
    [
      'the privacy and the slug',
      groupPrivacyChanged('PUBLIC', 'SECRET', { slug: 'aBcDeFgH', formerSlug: 'yoga' }),
      { privacyStatus: 'SECRET', slug: 'aBcDeFgH' },
    ],
  ])('shows a change of %s', (_, event, then) => {
    const { slug, ...details } = { slug: 'yoga', ...then };
    expect(after(created, event)).toStrictEqual({
      ...after(created),
      ...details,
      slug,
      updatedDate: secondOf(2),
      lastActivityDate: secondOf(2),
      revision: 1,
      details: { ...created.data.group, ...details },
    });
  });
  it('shows a changed setting, and the boolean of the same meaning', () =>
    expect(after(created, groupSettingsChanged({ allowedToInviteMembers: 'ALL_MEMBERS' }))).toMatchObject({
      settings: { allowedToInviteMembers: 'ALL_MEMBERS', membersCanInvite: true, showMemberList: true },
      details: { settings: { allowedToInviteMembers: 'ALL_MEMBERS', showMemberList: true } },
    }));
  it.each([
    ['description', groupDescriptionChanged()],
    ['teaser', groupDetailsChanged({ teaser: null })],
    ['memberTitle', groupDetailsChanged({ memberTitle: null })],
    ['coverImage', groupCoverChanged()],
  ])('leaves out %s when it is removed', (field, event) => {
    const document = after(created, event)!;
    expect(document).not.toHaveProperty(field);
    expect(document.details).not.toHaveProperty(field);
  });
  it('keeps the counts when details change', () =>
    expect(after(...withOwner, joinRequested(ravi), groupRenamed('Flow', 'flow', 'yoga'))).toMatchObject({
      membersCount: 1,
      pendingMembersCount: 1,
      createdDate: secondOf(1),
      updatedDate: secondOf(4),
    }));
});

describe('the counts of a group', () => {
  const requested = [joinRequested(mira), joinRequested(ravi)];
  it.each<[string, (GroupEvent | MembershipEvent)[], { members: number; pending: number }]>([
    ['the owner joining', withOwner, { members: 1, pending: 0 }],
    ['a member joining', [...withOwner, memberJoined(ravi)], { members: 2, pending: 0 }],
    ['a member leaving', [...withOwner, memberJoined(ravi), memberLeft(ravi)], { members: 1, pending: 0 }],
    ['a member being removed', [...withOwner, memberJoined(ravi), memberRemoved(ravi)], { members: 1, pending: 0 }],
    [
      'an admin coming back before the membership has ended',
      [...withOwner, memberJoined(ravi), memberLeft(ravi), memberJoined(ravi)],
      { members: 2, pending: 0 },
    ],
    ['requests to join', [...withOwner, ...requested], { members: 1, pending: 2 }],
    [
      'an approved request',
      [...withOwner, ...requested, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED')],
      { members: 2, pending: 1 },
    ],
    ['a rejected request', [...withOwner, ...requested, joinRequestRejected(ravi)], { members: 1, pending: 1 }],
    ['a canceled request', [...withOwner, ...requested, joinRequestCanceled(ravi)], { members: 1, pending: 1 }],
    ['roles, which change nothing', [...withOwner, roleAssigned(olga)], { members: 1, pending: 0 }],
  ])('after %s', (_, events, { members, pending }) =>
    expect(after(...events)).toMatchObject({ membersCount: members, pendingMembersCount: pending }),
  );

  it.each<[string, GroupEvent | MembershipEvent, boolean]>([
    ['a member joins', memberJoined(ravi), true],
    ['a member leaves', memberLeft(olga), false],
    ['somebody asks to join', joinRequested(ravi), false],
    ['a role is assigned', roleAssigned(olga), false],
    ['a setting changes', groupSettingsChanged({ showMemberList: false }), true],
  ])('and the last activity when %s', (_, event, isActivity) =>
    expect(after(...withOwner, event)).toMatchObject({ lastActivityDate: secondOf(isActivity ? 3 : 2) }),
  );
});

describe('a deleted group', () => {
  it('is not shown', () => expect(after(...withOwner, groupDeleted())).toBeNull());
  it('stays hidden after late events', () =>
    expect(
      after(
        ...withOwner,
        groupDeleted(),
        memberJoined(ravi),
        joinRequested(mira),
        joinRequestRejected(mira),
        memberRemoved(ravi),
        groupDescriptionChanged('Still here?'),
        groupSettingsChanged({ showMemberList: false }),
      ),
    ).toBeNull());
});
