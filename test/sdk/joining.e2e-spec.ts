import { stories } from '../support/stories';
import { sdkError } from './sdk-errors';
import { asksToJoin, joins, type SdkClient, sdkPeople } from './sdk-people';
import { nextMillisecond } from '../e2e/next-millisecond';

const { service } = stories();
const people = <Name extends string>(...names: Name[]) => sdkPeople(service(), ...names);

async function founds(
  siteAdmin: SdkClient,
  creatorId: string,
  privacyStatus: 'PUBLIC' | 'PRIVATE' | 'SECRET',
): Promise<string> {
  return (await siteAdmin.groups.createGroup({ name: 'Yoga', privacyStatus }, { creatorId }))._id!;
}

describe('a public group through the official SDK', () => {
  it('is joined, managed and left', async () => {
    const { siteAdmin, ann, bob, cid } = await people('ann', 'bob', 'cid');
    const groupId = await founds(siteAdmin, 'ann', 'PUBLIC');
    await nextMillisecond();
    await joins(bob, groupId);
    expect(await ann.members.addGroupMembers(groupId, ['cid'])).toMatchObject({
      members: [{ memberId: 'cid', role: { value: 'MEMBER' }, joinedDate: expect.any(Date) as Date }],
    });
    const admin = { value: 'ADMIN' } as const;
    expect(await ann.roles.assignRole(groupId, ['bob', 'cid'], admin)).toEqual({
      groupId,
      memberIds: ['bob', 'cid'],
      role: admin,
    });
    expect(await bob.roles.unassignRole(groupId, ['cid'], admin)).toMatchObject({ memberIds: ['cid'] });
    expect(await bob.members.removeGroupMembers(groupId, ['cid'])).toBeUndefined();
    expect((await cid.members.listGroupMembers(groupId)).members!.map(({ memberId }) => memberId)).toEqual([
      'bob',
      'ann',
    ]);
    expect(await cid.groups.getGroup(groupId)).toMatchObject({ membersCount: 2 });
  });

  it('gives the failures of a bulk call, and throws when all failed', async () => {
    const { siteAdmin, ann } = await people('ann');
    const groupId = await founds(siteAdmin, 'ann', 'PUBLIC');
    const code = 'ALREADY_A_MEMBER';
    expect(await ann.members.addGroupMembers(groupId, ['ann', 'bob'])).toMatchObject({
      members: [{ memberId: 'bob' }],
      failures: [{ _id: 'ann', code }], // the SDK renames every id of a response, and none of an error
    });
    await expect(ann.members.addGroupMembers(groupId, ['ann'])).rejects.toMatchObject(
      sdkError(409, code, { failures: [{ id: 'ann', code }] }),
    );
    await expect(ann.members.removeGroupMembers(groupId, ['ann'])).rejects.toMatchObject(sdkError(409, 'OWNER_STAYS'));
    await expect(ann.members.removeGroupMembers(groupId, ['cid', 'dan'])).rejects.toMatchObject(
      sdkError(404, 'NOT_A_MEMBER', { failures: [{ id: 'cid' }, { id: 'dan' }] }),
    );
  });
});

describe('a private group through the official SDK', () => {
  it('receives join requests and decides them', async () => {
    const { siteAdmin, ann, bob, cid } = await people('ann', 'bob', 'cid');
    const groupId = await founds(siteAdmin, 'ann', 'PRIVATE');
    expect(await asksToJoin(bob, groupId, 'Hello')).toMatchObject({
      joinGroupRequest: { siteMemberId: 'bob', groupId, status: 'PENDING', message: 'Hello' },
    });
    await nextMillisecond();
    await asksToJoin(cid, groupId);
    expect(await ann.groups.getGroup(groupId)).toMatchObject({ membersCount: 1, pendingMembersCount: 2 });
    expect(await bob.groups.getGroup(groupId)).not.toHaveProperty('pendingMembersCount');

    const requests = ann.joinGroupRequests;
    expect((await requests.listJoinGroupRequests(groupId, { limit: 1 })).joinGroupRequests).toMatchObject([
      { siteMemberId: 'cid', status: 'PENDING', _createdDate: expect.any(Date) as Date },
    ]);
    expect(await requests.approveJoinGroupRequests(groupId, ['bob'])).toMatchObject({
      joinGroupRequests: [{ siteMemberId: 'bob', status: 'APPROVED' }],
    });
    expect(await requests.rejectJoinGroupRequests(groupId, [{ memberId: 'cid', reason: 'Full' }])).toMatchObject({
      joinGroupRequests: [{ siteMemberId: 'cid', status: 'REJECTED', requestDetails: { rejectionReason: 'Full' } }],
    });
    await expect(requests.approveJoinGroupRequests(groupId, ['cid'])).rejects.toMatchObject(
      sdkError(409, 'JOIN_REQUEST_NOT_PENDING'),
    );
    await expect(requests.approveJoinGroupRequests(groupId, ['dan'])).rejects.toMatchObject(
      sdkError(404, 'JOIN_REQUEST_NOT_FOUND'),
    );
  });

  it('shows its requests page by page to its admins, and to others their own', async () => {
    const { siteAdmin, ann, bob, cid, dan } = await people('ann', 'bob', 'cid', 'dan');
    const groupId = await founds(siteAdmin, 'ann', 'PRIVATE');
    for (const person of [bob, cid, dan]) {
      await nextMillisecond();
      await asksToJoin(person, groupId);
    }
    await ann.joinGroupRequests.approveJoinGroupRequests(groupId, ['bob']);
    const query = ({ joinGroupRequests }: SdkClient) => joinGroupRequests.queryJoinGroupRequests(groupId);
    const ids = ({ items }: { items: { siteMemberId?: string | null }[] }) =>
      items.map(({ siteMemberId }) => siteMemberId);
    const first = await query(ann).limit(2).find();
    expect([first.totalCount, first.hasNext(), ids(first)]).toEqual([3, true, ['dan', 'cid']]);
    const second = await first.next();
    expect([second.hasNext(), ids(second)]).toEqual([false, ['bob']]);
    expect(ids(await query(ann).eq('status', 'PENDING').skip(1).find())).toEqual(['cid']);
    expect(ids(await query(ann).ne('status', 'PENDING').find())).toEqual(['bob']);
    expect(ids(await query(ann).in('status', ['APPROVED']).find())).toEqual(['bob']);
    expect(ids(await query(ann).hasSome('status', ['APPROVED', 'REJECTED']).find())).toEqual(['bob']);
    expect(ids(await query(ann).exists('status', true).find())).toHaveLength(3);
    expect(ids(await query(cid).find())).toEqual(['cid']);
  });

  it('is among the memberships of members and of people with a pending request', async () => {
    const { siteAdmin, ann, bob } = await people('ann', 'bob');
    const [one, other] = [await founds(siteAdmin, 'ann', 'PRIVATE'), await founds(siteAdmin, 'bob', 'PUBLIC')];
    await asksToJoin(bob, one);
    const { memberships, metadata } = await bob.members.listMemberships('bob');
    expect(metadata).toMatchObject({ count: 2, total: 2 });
    expect(new Map(memberships!.map(({ groupId, ...rest }) => [groupId, rest]))).toEqual(
      new Map<string, object>([
        [one, { status: 'PENDING' }],
        [other, { status: 'JOINED', role: { value: 'ADMIN' } }],
      ]),
    );
    const of = async (filter: object) =>
      (await bob.members.queryMemberships('bob', { query: { filter } })).memberships!.map(({ groupId }) => groupId);
    expect(await of({ status: 'JOINED' })).toEqual([other]);
    expect(await of({ status: { $ne: 'JOINED' } })).toEqual([one]);
    expect(await of({ role: 'ADMIN' })).toEqual([other]);
    expect((await bob.members.listMemberships('me', { limit: 1 })).memberships).toHaveLength(1);
    expect((await bob.members.queryMemberships('bob')).memberships).toHaveLength(2);
    await expect(ann.members.listMemberships('bob')).rejects.toMatchObject(sdkError(403, 'PERMISSION_DENIED'));
  });
});

describe('a secret group through the official SDK', () => {
  it('is visible to its members only', async () => {
    const { siteAdmin, ann, bob, out } = await people('ann', 'bob', 'out');
    const groupId = await founds(siteAdmin, 'ann', 'SECRET');
    await ann.members.addGroupMembers(groupId, ['bob']);
    const { slug } = await bob.groups.getGroup(groupId);
    expect((await bob.groups.getGroupBySlug(slug!)).group).toMatchObject({ _id: groupId, membersCount: 2 });
    expect((await bob.groups.listGroups()).groups).toMatchObject([{ _id: groupId }]);

    expect(await out.groups.listGroups()).toMatchObject({ groups: [], metadata: { total: 0 } });
    expect((await out.groups.queryGroups().eq('_id', groupId).find()).items).toEqual([]);
    for (const hidden of [
      () => out.groups.getGroup(groupId),
      () => out.groups.getGroupBySlug(slug!),
      () => out.groups.updateGroup(groupId, { name: 'Mine' }),
      () => out.groups.deleteGroup(groupId),
      () => out.members.listGroupMembers(groupId),
      () => out.members.queryGroupMembers(groupId).find(),
      () => out.members.addGroupMembers(groupId, ['out']),
      () => out.members.removeGroupMembers(groupId, ['bob']),
      () => out.joinGroupRequests.listJoinGroupRequests(groupId),
      () => out.joinGroupRequests.approveJoinGroupRequests(groupId, ['out']),
      () => out.roles.assignRole(groupId, ['out'], { value: 'ADMIN' }),
    ])
      await expect(hidden()).rejects.toMatchObject(sdkError(404, 'GROUP_NOT_FOUND'));
  });

  it('that was private has rejected its pending requests', async () => {
    const { siteAdmin, ann, bob } = await people('ann', 'bob');
    const groupId = await founds(siteAdmin, 'ann', 'PRIVATE');
    await asksToJoin(bob, groupId);
    await ann.groups.updateGroup(groupId, { privacyStatus: 'SECRET' });
    expect((await ann.joinGroupRequests.listJoinGroupRequests(groupId)).joinGroupRequests).toMatchObject([
      { siteMemberId: 'bob', status: 'REJECTED', requestDetails: { rejectionReason: 'The group became secret.' } },
    ]);
    expect((await bob.members.listMemberships('bob')).memberships).toEqual([]);
  });
});
