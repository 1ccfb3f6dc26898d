import { randomUUID } from 'node:crypto';
import { type groups } from '@wix/groups';
import { stories } from '../support/stories';
import { sdkError, sdkValidationError } from './sdk-errors';
import { sdkClient, sdkPeople } from './sdk-people';

const { service } = stories();
const people = <Name extends string>(...names: Name[]) => sdkPeople(service(), ...names);
const untyped = <T>(value: unknown): T => value as T;

describe('an error of the official SDK', () => {
  it('names the fields as its own functions do', async () => {
    const { siteAdmin, ann } = await people('ann');
    const groupId = (await siteAdmin.groups.createGroup({ name: 'Yoga' }, { creatorId: 'ann' }))._id!;
    const many = Array.from({ length: 101 }, (_, n) => `member-${n}`);
    for (const [call, ...fields] of [
      [() => ann.groups.createGroup({}), 'group.name'],
      [() => ann.groups.createGroup({ name: '', teaser: 'x'.repeat(1001) }), 'group.name', 'group.teaser'],
      [() => ann.groups.createGroup({ name: 'a', privacyStatus: untyped('OPEN') }), 'group.privacyStatus'],
      [
        () => ann.groups.createGroup({ name: 'a', settings: { membersCanInvite: untyped('yes') } }),
        'group.settings.membersCanInvite',
      ],
      [() => ann.groups.createGroup({ name: 'a' }, { creatorId: '!' }), 'options.creatorId'],
      [() => ann.groups.updateGroup(groupId, { name: 'x'.repeat(101) }), 'group.name'],
      [() => ann.groups.getGroup('undefined'), 'groupId'],
      [() => ann.groups.listGroups({ limit: 1001 }), 'options.limit'],
      [() => ann.groups.queryGroups().eq('color', 'red').find(), 'undefined.filter.color'], // a builder has no such argument
      [() => ann.members.addGroupMembers(groupId, []), 'memberIds'],
      [() => ann.members.addGroupMembers(groupId, many), 'memberIds'],
      [() => ann.roles.unassignRole(groupId, ['ann'], { value: 'MEMBER' }), 'role.value'],
      [
        () => ann.joinGroupRequests.rejectJoinGroupRequests(groupId, [{ memberId: 'bob', reason: 'x'.repeat(1001) }]),
        'rejections[0].reason',
      ],
      [() => siteAdmin.groupRequests.approveGroupRequests(['1']), 'groupRequestIds'],
    ] as const)
      await expect(call()).rejects.toMatchObject(sdkValidationError(...fields));
  });

  it('is a validation error if a function of the SDK omits the group id', async () => {
    const { ann } = await people('ann');
    const calls = [
      () => untyped<UntypedQueries>(ann.members).typedQueryGroupMembers({}),
      () => untyped<UntypedQueries>(ann.joinGroupRequests).typedQueryJoinGroupRequests({}),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject(sdkValidationError('groupId'));
  });

  it('has a code, a sentence and the request id', async () => {
    const { siteAdmin, ann, bob } = await people('ann', 'bob');
    const groupId = (await siteAdmin.groups.createGroup({ name: 'Yoga' }, { creatorId: 'ann' }))._id!;
    const admin = { value: 'ADMIN' } as const;
    for (const [call, status, code] of [
      [() => ann.groups.getGroup(randomUUID()), 404, 'GROUP_NOT_FOUND'],
      [() => bob.groups.updateGroup(groupId, { name: 'Mine' }), 403, 'PERMISSION_DENIED'],
      [() => bob.groups.createGroup({ name: 'a' }, { creatorId: 'ann' }), 403, 'PERMISSION_DENIED'],
      [() => bob.groupRequests.approveGroupRequests([groupId]), 403, 'PERMISSION_DENIED'],
      [() => siteAdmin.groupRequests.approveGroupRequests([groupId]), 404, 'CREATE_REQUEST_NOT_FOUND'],
      [() => ann.roles.assignRole(groupId, ['bob'], admin), 404, 'NOT_A_MEMBER'],
      [() => ann.roles.unassignRole(groupId, ['ann'], admin), 409, 'OWNER_STAYS'],
    ] as const)
      await expect(call()).rejects.toMatchObject(sdkError(status, code));
  });

  it('says that a token is invalid', async () => {
    const stranger = sdkClient(service(), 'no.good.token');
    await expect(stranger.groups.listGroups()).rejects.toMatchObject(sdkError(401, 'UNAUTHENTICATED'));
    const visitor = sdkClient(service(), '');
    await expect(visitor.groups.createGroup({ name: 'a' })).rejects.toMatchObject(sdkError(401, 'UNAUTHENTICATED'));
    expect(await visitor.groups.listGroups()).toMatchObject({ groups: [] });
  });

  it('does not happen for typed queries, which the SDK hides', async () => {
    const { siteAdmin, ann } = await people('ann');
    for (const name of ['a', 'b', 'c']) await siteAdmin.groups.createGroup({ name });
    const { typedQueryGroups } = untyped<Pick<typeof groups & UntypedQueries, 'typedQueryGroups'>>(ann.groups);
    const query = {
      filter: { name: { $eq: 'b' } },
      sort: [{ fieldName: '_createdDate', order: 'DESC' }],
      paging: { limit: 3, offset: 0 },
    };
    expect(await typedQueryGroups(query)).toMatchObject({ groups: [{ name: 'b' }], metadata: { total: 1 } });
  });
});

/** Functions that the package has and its types do not show. */
type UntypedQueries = Record<
  'typedQueryGroupMembers' | 'typedQueryJoinGroupRequests' | 'typedQueryGroups',
  (query: object) => Promise<unknown>
>;
