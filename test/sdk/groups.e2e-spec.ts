import { stories } from '../support/stories';
import { sdkError } from './sdk-errors';
import { sdkPeople } from './sdk-people';

const { service } = stories();
const people = <Name extends string>(...names: Name[]) => sdkPeople(service(), ...names);

/** Every field that the SDK's types let a founder write. */
const everything = () => ({
  name: 'Yoga',
  description: 'Every day at noon',
  teaser: 'Breathe',
  memberTitle: 'Yogis',
  privacyStatus: 'PRIVATE' as const,
  coverImage: {
    image: { mediaId: 'm.jpg', width: 10, height: 20, preset: false },
    position: { x: 1.5, y: Infinity },
    altText: 'A mat',
  },
  settings: {
    membersCanInvite: true,
    membersCanApprove: false,
    welcomeMemberPostEnabled: true,
    groupDetailsChangedPostEnabled: false,
    showMemberList: true,
    allowedToInviteMembers: 'ALL_MEMBERS' as const,
    allowedToApproveJoinRequests: 'OWNER_AND_ADMINS' as const,
    aiSpamProtectionEnabled: true,
  },
});
const idOf = (created: { _id?: string | null }): string => created._id!;

describe('a group through the official SDK', () => {
  it('is created with every field', async () => {
    const { siteAdmin } = await people('ann');
    const created = await siteAdmin.groups.createGroup(everything(), { creatorId: 'ann', contentType: 'PLAIN_TEXT' });
    expect(created).toMatchObject({ ...everything(), slug: 'yoga', ownerId: 'ann', membersCount: 1 });
    expect(created).toMatchObject({
      _id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      _createdDate: expect.any(Date) as Date,
      _updatedDate: expect.any(Date) as Date,
      lastActivityDate: expect.any(Date) as Date,
    });
    expect(await siteAdmin.groups.getGroup(idOf(created))).toEqual(created);
  });

  it('is requested by a member, and created when a site admin approves', async () => {
    const { siteAdmin, ann } = await people('ann');
    const requested = await ann.groups.createGroup({ name: 'Chess' });
    expect(requested).toMatchObject({ name: 'Chess', privacyStatus: 'PUBLIC' });
    await expect(ann.groups.getGroup(idOf(requested))).rejects.toMatchObject(sdkError(404, 'GROUP_NOT_FOUND'));
    const { groupRequest } = await siteAdmin.groupRequests.approveGroupRequests([idOf(requested)]);
    expect(groupRequest).toMatchObject([{ _id: requested._id, status: 'APPROVED', group: { name: 'Chess' } }]);
    expect(await ann.groups.getGroup(idOf(requested))).toMatchObject({
      slug: 'chess',
      ownerId: 'ann',
      membersCount: 1,
    });
  });

  it('is found by its slug, with any characters', async () => {
    const { siteAdmin, ann } = await people('ann');
    const created = await siteAdmin.groups.createGroup({ name: 'Йога и чай' });
    const { group } = await ann.groups.getGroupBySlug('йога-и-чай');
    expect(group).toMatchObject({ _id: created._id, slug: 'йога-и-чай' });
    for (const slug of ['no such', 'yo ga/é'])
      await expect(ann.groups.getGroupBySlug(slug)).rejects.toMatchObject(sdkError(404, 'GROUP_NOT_FOUND'));
  });

  it('is updated by sending back the whole group', async () => {
    const { siteAdmin, ann } = await people('ann');
    const created = await siteAdmin.groups.createGroup(everything(), { creatorId: 'ann' });
    const got = await ann.groups.getGroup(idOf(created));
    const whole = structuredClone(got); // the SDK writes into what it is given
    const changed = await ann.groups.updateGroup(idOf(created), { ...whole, name: 'Yoga at noon', teaser: null });
    expect(changed).toMatchObject({ name: 'Yoga at noon', slug: 'yoga-at-noon', description: got.description });
    expect(changed).toMatchObject({ coverImage: got.coverImage, settings: got.settings });
    expect(changed).not.toHaveProperty('teaser');
    await expect(ann.groups.getGroupBySlug('yoga')).rejects.toMatchObject(sdkError(404, 'GROUP_NOT_FOUND'));
    expect(await ann.groups.getGroup(idOf(created))).toEqual(changed);
  });

  it('is deleted, and returned as it was', async () => {
    const { siteAdmin, ann } = await people('ann');
    const created = await siteAdmin.groups.createGroup({ name: 'Chess' }, { creatorId: 'ann' });
    expect(await ann.groups.deleteGroup(idOf(created))).toMatchObject({ group: { _id: created._id, name: 'Chess' } });
    await expect(ann.groups.getGroup(idOf(created))).rejects.toMatchObject(sdkError(404, 'GROUP_NOT_FOUND'));
    await expect(ann.groups.deleteGroup(idOf(created))).rejects.toMatchObject(sdkError(404, 'GROUP_NOT_FOUND'));
    expect(await ann.groups.listGroups()).toMatchObject({ groups: [] });
  });
});
