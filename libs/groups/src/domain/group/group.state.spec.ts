import { recorded, timeOfPosition, stateAfter } from '../../testing/history';
import { mira, olga, ravi } from '../../testing/people.examples';
import {
  createRequestApproved,
  createRequestCanceled,
  createRequestRejected,
  createRequestSubmitted,
  details,
  groupCoverChanged,
  groupCreated,
  groupDeleted,
  groupDescriptionChanged,
  groupDetailsChanged,
  groupOwnershipTransferred,
  groupPrivacyChanged,
  groupRenamed,
  groupRulesReplaced,
  groupSettingsChanged,
  membershipQuestionsReplaced,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import type { GroupEvent } from './group.events';
import { type Group, groupFold } from './group.state';

const after = (...events: readonly GroupEvent[]): Group => stateAfter(groupFold, ...events);
const created = groupCreated({ description: 'Stretch.', teaser: 'Slowly', memberTitle: 'Yogis' });

describe('a request to create a group', () => {
  const submitted = createRequestSubmitted(ravi, { teaser: 'Slowly' });
  it('is pending at first', () =>
    expect(after(submitted)).toEqual({
      ...groupFold.initial(),
      status: 'PENDING',
      revision: 0,
      detailsRevision: 0,
      details: details({ teaser: 'Slowly' }),
      requestedById: 'ravi',
      requestedDate: timeOfPosition(1),
      wasRequested: true,
    }));
  it.each([
    ['rejected', createRequestRejected('No.'), { status: 'REJECTED', rejectionReason: 'No.' }],
    ['rejected without a word, or with one that was erased', createRequestRejected(), { status: 'REJECTED' }],
    ['taken back', createRequestCanceled(), { status: 'CANCELED' }],
    ['granted, and still without its group', createRequestApproved(), { status: 'PENDING' }],
  ])('is %s', (_, event, then) =>
    expect(after(submitted, event)).toEqual({ ...after(submitted), revision: 1, detailsRevision: 1, ...then }),
  );
  it('becomes the group when it is granted', () =>
    expect(after(submitted, createRequestApproved(), groupCreated({ ownerId: ravi.memberId }))).toMatchObject({
      status: 'ACTIVE',
      requestedById: 'ravi',
      requestedDate: timeOfPosition(1),
      createdDate: timeOfPosition(3),
      wasRequested: true,
      ownerId: 'ravi',
      admins: new Map([['ravi', 3n]]),
    }));
});

describe('a group', () => {
  it('is unknown at first', () =>
    expect(after()).toMatchObject({ status: 'NONE', revision: -1, details: null, slug: null }));
  it('is active once created, and its owner an admin', () =>
    expect(after(created)).toEqual({
      ...groupFold.initial(),
      status: 'ACTIVE',
      revision: 0,
      detailsRevision: 0,
      details: created.data.group,
      slug: 'yoga',
      ownerId: 'olga',
      admins: new Map([['olga', 1n]]),
      createdDate: timeOfPosition(1),
      updatedDate: timeOfPosition(1),
    }));

  const said = created.data.group;
  const { description: _d, ...undescribed } = said;
  const { teaser: _t, ...unteased } = said;
  const { memberTitle: _m, ...untitled } = said;
  it.each([
    ['the name', groupRenamed('Flow', 'flow', 'yoga'), { details: { ...said, name: 'Flow' }, slug: 'flow' }],
    ['the description', groupDescriptionChanged('Breathe.'), { details: { ...said, description: 'Breathe.' } }],
    ['no description', groupDescriptionChanged(), { details: undescribed }],
    ['the cover', groupCoverChanged({ altText: 'A mat' }), { details: { ...said, coverImage: { altText: 'A mat' } } }],
    ['no cover', groupCoverChanged(), { details: said }],
    ['the teaser', groupDetailsChanged({ teaser: 'Fast' }), { details: { ...said, teaser: 'Fast' } }],
    ['no teaser', groupDetailsChanged({ teaser: null }), { details: unteased }],
    ['no title of members', groupDetailsChanged({ memberTitle: null }), { details: untitled }],
    [
      'a setting',
      groupSettingsChanged({ showMemberList: false }),
      { details: { ...said, settings: { ...said.settings, showMemberList: false } } },
    ],
    [
      'the privacy',
      groupPrivacyChanged('PUBLIC', 'SECRET', { slug: 'aBcDeFgH', formerSlug: 'yoga' }),
      {
        details: { ...said, privacyStatus: 'SECRET' },
        slug: 'aBcDeFgH',
        settling: { revision: 1, to: 'SECRET', eventId: 'event-2' },
      },
    ],
  ])('changes: %s', (_, event, then) =>
    expect(after(created, event)).toStrictEqual({
      ...after(created),
      ...then,
      revision: 1,
      detailsRevision: 1,
      updatedDate: timeOfPosition(2),
    }),
  );

  it('remembers the latest change to public or secret', () => {
    const opened = [groupCreated({ privacyStatus: 'PRIVATE' }), groupPrivacyChanged('PRIVATE', 'PUBLIC')];
    const settling = { revision: 1, to: 'PUBLIC', eventId: 'event-2' };
    expect(after(...opened)).toMatchObject({ settling, slug: 'yoga' });
    expect(after(...opened, groupPrivacyChanged('PUBLIC', 'PRIVATE'))).toMatchObject({ settling });
    expect(after(groupCreated(), groupPrivacyChanged('PUBLIC', 'PRIVATE'))).toMatchObject({ settling: null });
  });
  it('holds no slug when it is deleted, and is known all the same', () =>
    expect(after(created, groupDeleted())).toEqual({
      ...after(created),
      revision: 1,
      detailsRevision: 1,
      status: 'DELETED',
      slug: null,
    }));
});

describe('the way into a group', () => {
  const rules = [{ title: 'Shoes off' }, { title: 'Quiet', description: 'Please.' }];
  const question = { id: 'why', text: 'Why yoga?', required: true };
  it.each([
    ['its rules', groupRulesReplaced(...rules), { rules }],
    ['its questions', membershipQuestionsReplaced(question), { questions: [question] }],
  ])('is changed with %s, all at once', (field, event, then) => {
    const group = after(created, event);
    const changed = { revision: 1, detailsRevision: 1, updatedDate: timeOfPosition(2) };
    expect(group).toStrictEqual({ ...after(created), ...then, ...changed });
    const none = field === 'its rules' ? groupRulesReplaced() : membershipQuestionsReplaced();
    expect(after(created, event, none)).toMatchObject({ rules: [], questions: [], updatedDate: timeOfPosition(3) });
  });
});

describe('the revision of what a group says of itself', () => {
  it.each<[string, GroupEvent, boolean]>([
    ['the name', groupRenamed('Flow'), true],
    ['the description', groupDescriptionChanged(), true],
    ['the cover', groupCoverChanged(), true],
    ['teaser and title', groupDetailsChanged({ teaser: 'Fast' }), true],
    ['the privacy', groupPrivacyChanged('PUBLIC', 'PRIVATE'), true],
    ['a setting', groupSettingsChanged({ showMemberList: false }), true],
    ['the rules', groupRulesReplaced(), true],
    ['the questions', membershipQuestionsReplaced(), true],
    ['the owner', groupOwnershipTransferred(olga, mira), true],
    ['a new admin', roleAssigned(ravi), false],
    ['an admin who is none any more', roleUnassigned(mira), false],
    ['an admin who leaves', roleUnassigned(mira, 'LEFT'), false],
  ])('with %s', (_, event, changes) => {
    const before = after(created, roleAssigned(mira), groupRenamed('Tea'));
    expect(before.detailsRevision).toBe(2);
    const group = after(created, roleAssigned(mira), groupRenamed('Tea'), event);
    expect(group).toMatchObject({ revision: 3, detailsRevision: changes ? 3 : 2 });
  });
});

describe('who owns a group', () => {
  const handedOver = groupOwnershipTransferred(olga, mira);
  it('passes to another, who is an admin then, and so is the former owner', () =>
    expect(after(created, handedOver)).toStrictEqual({
      ...after(created),
      revision: 1,
      detailsRevision: 1,
      ownerId: 'mira',
      admins: new Map([
        ['olga', 2n],
        ['mira', 2n],
      ]),
    }));
  it('passes on and back', () => {
    const group = after(created, handedOver, groupOwnershipTransferred(mira, olga));
    expect(group.ownerId).toBe('olga');
    expect([...group.admins.keys()].sort()).toEqual(['mira', 'olga']);
  });
  it('leaves other admins as they are', () =>
    expect(after(created, roleAssigned(ravi), handedOver).admins.get('ravi')).toBe(2n));
  it('forgives a new owner who was gone, and nobody else', () => {
    const [left, removed] = [roleUnassigned(mira, 'LEFT'), roleUnassigned(ravi, 'REMOVED')];
    const group = after(created, roleAssigned(mira), roleAssigned(ravi), left, removed, handedOver);
    expect([...group.departedAdmins.keys()]).toEqual(['ravi']);
  });
  it('may be nobody, until somebody is named', () => {
    const ownerless = [created, groupOwnershipTransferred(olga, null, 'ACCOUNT_ENDED')];
    expect(after(...ownerless)).toMatchObject({ ownerId: null, admins: new Map([['olga', 2n]]) });
    expect(after(...ownerless, groupOwnershipTransferred(null, mira))).toMatchObject({ ownerId: 'mira' });
  });
  it('lets the former owner go like any admin', () => {
    const group = after(created, handedOver, roleUnassigned(olga, 'LEFT'));
    expect([...group.admins.keys()]).toEqual(['mira']);
    expect(group.departedAdmins).toEqual(new Map([['olga', { position: 3n, because: 'LEFT' }]]));
  });
});

describe('who runs a group', () => {
  const byFounding = ['olga', 1n] as const;
  it.each<[string, readonly GroupEvent[], readonly (readonly [string, bigint])[]]>([
    ['assigned', [roleAssigned(mira)], [byFounding, ['mira', 2n]]],
    ['assigned twice', [roleAssigned(mira), roleAssigned(mira)], [byFounding, ['mira', 3n]]],
    ['unassigned', [roleAssigned(mira), roleAssigned(ravi), roleUnassigned(mira)], [byFounding, ['ravi', 3n]]],
    ['replaced by that of a member', [roleAssigned(mira), roleAssigned(mira, 'MEMBER')], [byFounding]],
    ['unassigned without being held', [roleUnassigned(ravi)], [byFounding]],
  ])('follows the role that is %s, and remembers since when', (_, events, admins) => {
    const group = after(created, ...events);
    expect(group.admins).toEqual(new Map(admins));
    expect(group.departedAdmins).toEqual(new Map());
    expect(group.updatedDate).toBe(timeOfPosition(1));
  });
  it.each(['LEFT', 'REMOVED'] as const)('forgets an admin who %s, and remembers when', (because) => {
    const group = after(created, roleAssigned(mira), roleUnassigned(mira, because));
    expect(group.admins).toEqual(new Map([byFounding]));
    expect(group.departedAdmins).toEqual(new Map([['mira', { position: 3n, because }]]));
  });
  it('forgives an admin who is one again', () => {
    const group = after(created, roleAssigned(mira), roleUnassigned(mira, 'LEFT'), roleAssigned(mira));
    expect(group.admins).toEqual(new Map([byFounding, ['mira', 4n]]));
    expect(group.departedAdmins).toEqual(new Map());
  });
  it('changes no earlier state', () => {
    const before = stateAfter<ReturnType<typeof groupFold.initial>, GroupEvent>(groupFold, created, roleAssigned(mira));
    for (const event of recorded<GroupEvent>(
      roleUnassigned(mira, 'LEFT'),
      roleAssigned(ravi),
      roleAssigned(mira, 'MEMBER'),
    ))
      groupFold.evolve(before, event);
    expect(before).toEqual(after(created, roleAssigned(mira)));
  });
});

it('has an example for every type that the fold knows', () => {
  const all = [
    createRequestSubmitted(),
    createRequestApproved(),
    createRequestRejected(),
    createRequestCanceled(),
    created,
    groupRenamed('Flow'),
    groupDescriptionChanged(),
    groupCoverChanged(),
    groupDetailsChanged({}),
    groupPrivacyChanged('PUBLIC', 'PRIVATE'),
    groupSettingsChanged({}),
    groupRulesReplaced(),
    membershipQuestionsReplaced(),
    roleAssigned(mira),
    roleUnassigned(mira),
    groupOwnershipTransferred(olga, ravi),
    groupDeleted(),
  ];
  expect(new Set(all.map(({ type }) => type))).toEqual(new Set(groupFold.types));
  expect(groupFold.types).toHaveLength(all.length);
});
