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
import type { GroupEvent } from '../domain/group/group.events';
import { publicDetails } from '../domain/group/public-details';
import { timeOfPosition } from '../testing/history';
import {
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../testing/membership.examples';
import type { MembershipEvent } from '../domain/membership/membership.events';
import { mira, olga, ravi } from '../testing/people.examples';
import { type GroupDocument, groups } from './groups.projection';

const after = (...events: readonly (GroupEvent | MembershipEvent)[]): GroupDocument | null =>
  documentAfter(groups, events, groupId);
const created = groupCreated({ description: 'Stretch.', teaser: 'Slowly', memberTitle: 'Yogis' });
const founded = [created, memberJoined(olga, 'CREATED')];

describe('the view of groups', () => {
  it('shows a group as it was created', () =>
    expect(after(created)).toStrictEqual({
      ...publicDetails(created.data.group),
      id: groupId,
      slug: 'yoga',
      ownerId: 'olga',
      membersCount: 0,
      pendingMembersCount: 0,
      createdDate: timeOfPosition(1),
      updatedDate: timeOfPosition(1),
      lastActivityDate: timeOfPosition(1),
      revision: 0,
      details: created.data.group,
    }));
  it('shows no mere request', () => {
    expect(after(createRequestSubmitted())).toBeNull();
    expect(after(createRequestSubmitted(), createRequestApproved(), created)).toMatchObject({
      createdDate: timeOfPosition(3),
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
  ])('changes %s', (_, event, requests) => {
    const { slug, ...words } = { slug: 'yoga', ...requests };
    expect(after(created, event)).toStrictEqual({
      ...after(created),
      ...words,
      slug,
      updatedDate: timeOfPosition(2),
      lastActivityDate: timeOfPosition(2),
      revision: 1,
      details: { ...created.data.group, ...words },
    });
  });
  it('changes a setting, and with it the boolean that says the same', () =>
    expect(after(created, groupSettingsChanged({ allowedToInviteMembers: 'ALL_MEMBERS' }))).toMatchObject({
      settings: { allowedToInviteMembers: 'ALL_MEMBERS', membersCanInvite: true, showMemberList: true },
      details: { settings: { allowedToInviteMembers: 'ALL_MEMBERS', showMemberList: true } },
    }));
  it.each([
    ['description', groupDescriptionChanged()],
    ['teaser', groupDetailsChanged({ teaser: null })],
    ['memberTitle', groupDetailsChanged({ memberTitle: null })],
    ['coverImage', groupCoverChanged()],
  ])('leaves out what is cleared: %s', (field, event) => {
    const document = after(created, event)!;
    expect(document).not.toHaveProperty(field);
    expect(document.details).not.toHaveProperty(field);
  });
  it('keeps what it counted', () =>
    expect(after(...founded, joinRequested(ravi), groupRenamed('Flow', 'flow', 'yoga'))).toMatchObject({
      membersCount: 1,
      pendingMembersCount: 1,
      createdDate: timeOfPosition(1),
      updatedDate: timeOfPosition(4),
    }));
});

describe('the counts of a group', () => {
  const asked = [joinRequested(mira), joinRequested(ravi)];
  it.each<[string, (GroupEvent | MembershipEvent)[], { members: number; pending: number }]>([
    ['its founder', founded, { members: 1, pending: 0 }],
    ['who joins', [...founded, memberJoined(ravi)], { members: 2, pending: 0 }],
    ['who leaves', [...founded, memberJoined(ravi), memberLeft(ravi)], { members: 1, pending: 0 }],
    ['who is removed', [...founded, memberJoined(ravi), memberRemoved(ravi)], { members: 1, pending: 0 }],
    [
      'an admin who comes back before the membership has ended',
      [...founded, memberJoined(ravi), memberLeft(ravi), memberJoined(ravi)],
      { members: 2, pending: 0 },
    ],
    ['who asks', [...founded, ...asked], { members: 1, pending: 2 }],
    [
      'who is let in',
      [...founded, ...asked, joinRequestApproved(ravi), memberJoined(ravi, 'APPROVED')],
      { members: 2, pending: 1 },
    ],
    ['who is not', [...founded, ...asked, joinRequestRejected(ravi)], { members: 1, pending: 1 }],
    ['who asks no more', [...founded, ...asked, joinRequestCanceled(ravi)], { members: 1, pending: 1 }],
    ['roles, which count nothing', [...founded, roleAssigned(olga)], { members: 1, pending: 0 }],
  ])('follow %s', (_, events, { members, pending }) =>
    expect(after(...events)).toMatchObject({ membersCount: members, pendingMembersCount: pending }),
  );

  it.each<[string, GroupEvent | MembershipEvent, boolean]>([
    ['somebody becomes a member', memberJoined(ravi), true],
    ['somebody leaves', memberLeft(olga), false],
    ['somebody asks', joinRequested(ravi), false],
    ['somebody gets a role', roleAssigned(olga), false],
    ['a setting changes', groupSettingsChanged({ showMemberList: false }), true],
  ])('last activity when %s', (_, event, isActivity) =>
    expect(after(...founded, event)).toMatchObject({ lastActivityDate: timeOfPosition(isActivity ? 3 : 2) }),
  );
});

describe('a deleted group', () => {
  it('is not shown', () => expect(after(...founded, groupDeleted())).toBeNull());
  it('stays away whatever comes late', () =>
    expect(
      after(
        ...founded,
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
