import { stories } from '../support/stories';
import { tokenFor } from '../support/people';
import { joins, sdkClient, sdkPeople, type SdkClient, type Sent } from './sdk-people';
import { nextMillisecond } from '../e2e/next-millisecond';

const { service } = stories();
const people = <Name extends string>(...names: Name[]) => sdkPeople(service(), ...names);

type Pages<Item> = {
  items: Item[];
  hasNext(): boolean;
  next(): Promise<Pages<Item>>;
};

/** The items of all pages. */
async function allPages<Item>(first: Pages<Item>): Promise<Item[][]> {
  const pages = [first.items];
  for (let page = first; page.hasNext();) {
    page = await page.next();
    pages.push(page.items);
  }
  return pages;
}

/** Groups of one owner, each with a later date than the one before. */
async function createGroups({ groups }: SdkClient, ...names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    await nextMillisecond();
    ids.push((await groups.createGroup({ name, teaser: `All about ${name}` }))._id!);
  }
  return ids;
}

describe('lists and queries through the official SDK', () => {
  it('list groups, newest first, in pages', async () => {
    const { siteAdmin, ann } = await people('ann');
    await createGroups(siteAdmin, 'a', 'b', 'c', 'd', 'e');
    const { groups, metadata } = await ann.groups.listGroups({ limit: 2, offset: 1 });
    expect(groups!.map(({ name }) => name)).toEqual(['d', 'c']);
    expect(metadata).toEqual({ count: 2, offset: 1, total: 5, tooManyToCount: false });
    expect((await ann.groups.listGroups()).groups).toHaveLength(5);
  });

  it('read groups page by page', async () => {
    const { siteAdmin, ann } = await people('ann');
    await createGroups(siteAdmin, 'a', 'b', 'c', 'd', 'e');
    const first = await ann.groups.queryGroups().ascending('_createdDate').limit(2).find();
    const { totalCount, totalPages, currentPage, pageSize } = first;
    expect({ totalCount, totalPages, currentPage, pageSize }).toEqual({
      totalCount: 5,
      totalPages: 3,
      currentPage: 0,
      pageSize: 2,
    });
    const pages = await allPages(first);
    expect(pages.map((page) => page.map(({ name }) => name))).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    const second = await first.next();
    expect((await second.prev()).items).toEqual(first.items);
    expect((await ann.groups.queryGroups().find()).items).toHaveLength(5);
  });

  it('accept every method of the builder for groups', async () => {
    const { siteAdmin, ann } = await people('ann');
    const [yoga, , noon] = await createGroups(siteAdmin, 'Yoga', 'Chess', 'Yoga at noon');
    await joins(ann, noon!);
    const names = async (query: ReturnType<SdkClient['groups']['queryGroups']>) =>
      (await query.find()).items.map(({ name }) => name);
    const query = () => ann.groups.queryGroups();

    expect(await names(query().eq('_id', yoga))).toEqual(['Yoga']);
    expect(await names(query().eq('name', 'Yoga').eq('slug', 'yoga'))).toEqual(['Yoga']);
    expect(await names(query().ne('name', 'Yoga').ascending('_createdDate'))).toEqual(['Chess', 'Yoga at noon']);
    expect(await names(query().gt('membersCount', 1))).toEqual(['Yoga at noon']);
    expect(await names(query().ge('membersCount', 1).descending('membersCount', '_createdDate'))).toEqual([
      'Yoga at noon',
      'Chess',
      'Yoga',
    ]);
    expect(await names(query().lt('membersCount', 2).ascending('_createdDate'))).toEqual(['Yoga', 'Chess']);
    expect(await names(query().le('membersCount', 2).skip(1).ascending('_createdDate'))).toEqual([
      'Chess',
      'Yoga at noon',
    ]);
    expect(await names(query().startsWith('name', 'yo').ascending('_createdDate'))).toEqual(['Yoga', 'Yoga at noon']);
    expect(await names(query().hasSome('name', ['Chess', 'Go']))).toEqual(['Chess']);
    expect(await names(query().in('privacyStatus', ['SECRET', 'PRIVATE']))).toEqual([]);
    expect(await names(query().exists('teaser', false))).toEqual([]);
    expect(await names(query().exists('teaser', true).limit(1).descending('_createdDate'))).toEqual(['Yoga at noon']);
    expect(await names(query().lt('_createdDate', new Date(0)))).toEqual([]);
    expect(await names(query().gt('_createdDate', new Date(0)).limit(2).skip(2))).toHaveLength(1);
  });

  it('accept the methods that the types hide', async () => {
    const { siteAdmin, ann } = await people('ann');
    await createGroups(siteAdmin, 'Yoga', 'Chess', 'Yoga at noon');
    const query = () => ann.groups.queryGroups() as unknown as UntypedBuilder;
    const names = async (query: UntypedBuilder) => (await query.find()).items.map(({ name }) => name).sort();
    expect(await names(query().contains('name', 'at'))).toEqual(['Yoga at noon']);
    expect(await names(query().endsWith('name', 'ss'))).toEqual(['Chess']);
    expect(await names(query().between('membersCount', 1, 2))).toHaveLength(3);
    expect(await names(query().isNotEmpty('teaser'))).toHaveLength(3);
    expect(await names(query().isEmpty('memberTitle'))).toHaveLength(3);
    expect(await names(query().eq('name', 'Yoga').or(query().eq('name', 'Chess')))).toEqual(['Chess', 'Yoga']);
    expect(await names(query().not(query().startsWith('name', 'Yoga')))).toEqual(['Chess']);
  });

  it('read members page by page, and filter them', async () => {
    const { siteAdmin, ann, bob, cid } = await people('ann', 'bob', 'cid');
    const { _id } = await siteAdmin.groups.createGroup({ name: 'Yoga' }, { creatorId: 'ann' });
    const groupId = _id!;
    for (const person of [bob, cid]) {
      await nextMillisecond();
      await joins(person, groupId);
    }
    await ann.roles.assignRole(groupId, ['bob'], { value: 'ADMIN' });

    const ids = (items: readonly { memberId?: string | null }[]) => items.map(({ memberId }) => memberId);
    const query = () => cid.members.queryGroupMembers(groupId);
    const first = await query().ascending('joinedDate').limit(1).find();
    expect(first.totalCount).toBe(3);
    expect((await allPages(first)).map(ids)).toEqual([['ann'], ['bob'], ['cid']]);
    expect(ids((await query().eq('role', 'ADMIN').ascending('joinedDate').find()).items)).toEqual(['ann', 'bob']);
    expect(ids((await query().ne('role', 'ADMIN').find()).items)).toEqual(['cid']);
    expect(ids((await query().in('role', ['MEMBER']).find()).items)).toEqual(['cid']);
    expect(ids((await query().hasSome('role', ['MEMBER', 'ADMIN']).descending('joinedDate').find()).items)).toEqual([
      'cid',
      'bob',
      'ann',
    ]);
    expect(ids((await query().exists('role', true).ascending('role', 'joinedDate').skip(1).find()).items)).toEqual([
      'bob',
      'cid',
    ]);

    const { members, metadata } = await cid.members.listGroupMembers(groupId, { limit: 1, offset: 1 });
    expect(members).toEqual([{ memberId: 'bob', role: { value: 'ADMIN' }, joinedDate: expect.any(Date) as Date }]);
    expect(metadata).toEqual({ count: 1, offset: 1, total: 3, tooManyToCount: false });
  });

  it('read requests to create groups page by page', async () => {
    const { siteAdmin, ann, bob } = await people('ann', 'bob');
    const ids = await createGroups(ann, 'a', 'b', 'c');
    await createGroups(bob, 'd');
    await siteAdmin.groupRequests.rejectGroupRequests([{ groupRequestId: ids[0]!, reason: 'no' }]);
    const query = () => siteAdmin.groupRequests.queryGroupRequests();
    const names = (items: readonly { group?: { name?: string | null } }[]) => items.map(({ group }) => group!.name);
    const pages = await allPages(await query().eq('status', 'PENDING').limit(2).find());
    expect(pages.map(names)).toEqual([['d', 'c'], ['b']]);
    expect(names((await query().ne('status', 'PENDING').find()).items)).toEqual(['a']);
    expect(names((await query().in('status', ['REJECTED', 'APPROVED']).find()).items)).toEqual(['a']);
    expect(names((await query().hasSome('status', ['PENDING']).skip(2).find()).items)).toEqual(['b']);
    expect(names((await query().exists('status', true).find()).items)).toHaveLength(4);
    expect(names((await ann.groupRequests.listGroupRequests({ limit: 2 })).groupRequests!)).toEqual(['c', 'b']);
  });

  it('show the writes of their own caller, because the SDK sends the consistency token', async () => {
    const { site } = await people();
    const sent: Sent[] = [];
    const admin = sdkClient(service(), await tokenFor({ sub: 'admin', role: 'site-admin', site }), { sent });
    for (let n = 1; n <= 20; n++) {
      const { _id } = await admin.groups.createGroup({ name: `Yoga ${n}` });
      expect((await admin.groups.listGroups({ limit: 1 })).groups).toMatchObject([{ _id }]);
      expect((await admin.groups.queryGroups().find()).totalCount).toBe(n);
    }
    expect(sent[0]!.consistent).toBeNull();
    expect(sent.slice(1).every(({ consistent }) => consistent !== null)).toBe(true);
    expect(new Set(sent.map(({ consistent }) => consistent)).size).toBe(21);
  });
});

/** Methods of every builder that the types do not show. */
type UntypedBuilder = {
  find(): Promise<{ items: { name: string }[] }>;
  or(other: UntypedBuilder): UntypedBuilder;
  not(other: UntypedBuilder): UntypedBuilder;
  between(field: string, from: unknown, to: unknown): UntypedBuilder;
} & Record<'eq' | 'contains' | 'endsWith' | 'startsWith', (field: string, value: unknown) => UntypedBuilder> &
  Record<'isEmpty' | 'isNotEmpty', (field: string) => UntypedBuilder>;
