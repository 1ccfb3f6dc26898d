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
import { recorded, stateAfter, timeOfPosition } from '../../testing/history';
import { mira, olga, ravi } from '../../testing/people.examples';
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
    ['rejected without a reason, or with an erased one', createRequestRejected(), { status: 'REJECTED' }],
    ['canceled', createRequestCanceled(), { status: 'CANCELED' }],
    ['approved, before GroupCreated', createRequestApproved(), { status: 'PENDING' }],
  ])('is %s', (_, event, then) =>
    expect(after(submitted, event)).toEqual({ ...after(submitted), revision: 1, detailsRevision: 1, ...then }),
  );
  it('becomes the group when it is approved', () =>
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
  it('has the status NONE at first', () =>
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

  const before = created.data.group;
  const { description: _d, ...withoutDescription } = before;
  const { teaser: _t, ...withoutTeaser } = before;
  const { memberTitle: _m, ...withoutMemberTitle } = before;
  it.each([
    ['the name', groupRenamed('Flow', 'flow', 'yoga'), { details: { ...before, name: 'Flow' }, slug: 'flow' }],
    ['the description', groupDescriptionChanged('Breathe.'), { details: { ...before, description: 'Breathe.' } }],
    ['no description', groupDescriptionChanged(), { details: withoutDescription }],
    [
      'the cover',
      groupCoverChanged({ altText: 'A mat' }),
      { details: { ...before, coverImage: { altText: 'A mat' } } },
    ],
    ['no cover', groupCoverChanged(), { details: before }],
    ['the teaser', groupDetailsChanged({ teaser: 'Fast' }), { details: { ...before, teaser: 'Fast' } }],
    ['no teaser', groupDetailsChanged({ teaser: null }), { details: withoutTeaser }],
    ['no member title', groupDetailsChanged({ memberTitle: null }), { details: withoutMemberTitle }],
    [
      'a setting',
      groupSettingsChanged({ showMemberList: false }),
      { details: { ...before, settings: { ...before.settings, showMemberList: false } } },
    ],
    [
      'the privacy',
      groupPrivacyChanged('PUBLIC', 'SECRET', { slug: 'aBcDeFgH', formerSlug: 'yoga' }),
      {
        details: { ...before, privacyStatus: 'SECRET' },
        slug: 'aBcDeFgH',
        requestsSettledBy: { revision: 1, to: 'SECRET', eventId: 'event-2' },
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

  it('keeps the latest change to public or secret', () => {
    const nowPublic = [groupCreated({ privacyStatus: 'PRIVATE' }), groupPrivacyChanged('PRIVATE', 'PUBLIC')];
    const requestsSettledBy = { revision: 1, to: 'PUBLIC', eventId: 'event-2' };
    expect(after(...nowPublic)).toMatchObject({ requestsSettledBy, slug: 'yoga' });
    expect(after(...nowPublic, groupPrivacyChanged('PUBLIC', 'PRIVATE'))).toMatchObject({ requestsSettledBy });
    expect(after(groupCreated(), groupPrivacyChanged('PUBLIC', 'PRIVATE'))).toMatchObject({ requestsSettledBy: null });
  });
  it('has no slug when it is deleted, and keeps the rest', () =>
    expect(after(created, groupDeleted())).toEqual({
      ...after(created),
      revision: 1,
      detailsRevision: 1,
      status: 'DELETED',
      slug: null,
      deleted: 2n,
    }));
});

describe('rules and questions', () => {
  const rules = [{ title: 'Shoes off' }, { title: 'Quiet', description: 'Please.' }];
  const question = { id: 'why', text: 'Why yoga?', required: true };
  it.each([
    ['rules', groupRulesReplaced(...rules), { rules }],
    ['questions', membershipQuestionsReplaced(question), { questions: [question] }],
  ])('replaces the %s', (field, event, then) => {
    const group = after(created, event);
    const changed = { revision: 1, detailsRevision: 1, updatedDate: timeOfPosition(2) };
    expect(group).toStrictEqual({ ...after(created), ...then, ...changed });
    const none = field === 'rules' ? groupRulesReplaced() : membershipQuestionsReplaced();
    expect(after(created, event, none)).toMatchObject({ rules: [], questions: [], updatedDate: timeOfPosition(3) });
  });
});

describe('detailsRevision', () => {
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
    ['an admin who lost the role', roleUnassigned(mira), false],
    ['an admin who leaves', roleUnassigned(mira, 'LEFT'), false],
  ])('after a change of: %s', (_, event, changes) => {
    const before = after(created, roleAssigned(mira), groupRenamed('Tea'));
    expect(before.detailsRevision).toBe(2);
    const group = after(created, roleAssigned(mira), groupRenamed('Tea'), event);
    expect(group).toMatchObject({ revision: 3, detailsRevision: changes ? 3 : 2 });
  });
});

describe('the owner', () => {
  const handedOver = groupOwnershipTransferred(olga, mira);
  it('changes to another, and both are admins', () =>
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
  it('changes and changes back', () => {
    const group = after(created, handedOver, groupOwnershipTransferred(mira, olga));
    expect(group.ownerId).toBe('olga');
    expect([...group.admins.keys()].sort()).toEqual(['mira', 'olga']);
  });
  it('changes without a change of other admins', () =>
    expect(after(created, roleAssigned(ravi), handedOver).admins.get('ravi')).toBe(2n));
  it('is not a departed admin any more', () => {
    const [left, removed] = [roleUnassigned(mira, 'LEFT'), roleUnassigned(ravi, 'REMOVED')];
    const group = after(created, roleAssigned(mira), roleAssigned(ravi), left, removed, handedOver);
    expect([...group.departedAdmins.keys()]).toEqual(['ravi']);
  });
  it('can be null until there is another', () => {
    const ownerless = [created, groupOwnershipTransferred(olga, null, 'ACCOUNT_ENDED')];
    expect(after(...ownerless)).toMatchObject({ ownerId: null, admins: new Map([['olga', 2n]]) });
    expect(after(...ownerless, groupOwnershipTransferred(null, mira))).toMatchObject({ ownerId: 'mira' });
  });
  it('can depart after handing over', () => {
    const group = after(created, handedOver, roleUnassigned(olga, 'LEFT'));
    expect([...group.admins.keys()]).toEqual(['mira']);
    expect(group.departedAdmins).toEqual(new Map([['olga', { position: 3n, revision: 2, because: 'LEFT' }]]));
  });
});

describe('the admins', () => {
  const founder = ['olga', 1n] as const;
  it.each<[string, readonly GroupEvent[], readonly (readonly [string, bigint])[]]>([
    ['assigned', [roleAssigned(mira)], [founder, ['mira', 2n]]],
    ['assigned twice', [roleAssigned(mira), roleAssigned(mira)], [founder, ['mira', 3n]]],
    ['unassigned', [roleAssigned(mira), roleAssigned(ravi), roleUnassigned(mira)], [founder, ['ravi', 3n]]],
    ['replaced by MEMBER', [roleAssigned(mira), roleAssigned(mira, 'MEMBER')], [founder]],
    ['unassigned without having it', [roleUnassigned(ravi)], [founder]],
  ])('after the role is %s', (_, events, admins) => {
    const group = after(created, ...events);
    expect(group.admins).toEqual(new Map(admins));
    expect(group.departedAdmins).toEqual(new Map());
    expect(group.updatedDate).toBe(timeOfPosition(1));
  });
  it.each(['LEFT', 'REMOVED'] as const)('after an admin departs: %s', (because) => {
    const group = after(created, roleAssigned(mira), roleUnassigned(mira, because));
    expect(group.admins).toEqual(new Map([founder]));
    expect(group.departedAdmins).toEqual(new Map([['mira', { position: 3n, revision: 2, because }]]));
  });
  it('after a departed admin gets the role again', () => {
    const group = after(created, roleAssigned(mira), roleUnassigned(mira, 'LEFT'), roleAssigned(mira));
    expect(group.admins).toEqual(new Map([founder, ['mira', 4n]]));
    expect(group.departedAdmins).toEqual(new Map());
  });
  it('are known to have been demoted, unless they departed', () => {
    const promoted = [created, roleAssigned(mira), roleAssigned(ravi)];
    const events = [
      roleUnassigned(mira),
      roleAssigned(ravi, 'MEMBER'),
      roleAssigned(mira),
      roleUnassigned(mira, 'LEFT'),
    ];
    expect(after(...promoted, ...events).demotions).toEqual(
      new Map([
        ['mira', 4n],
        ['ravi', 5n],
      ]),
    );
  });
  it('do not change in earlier states', () => {
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

it('there is an example of every event type of the fold', () => {
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
