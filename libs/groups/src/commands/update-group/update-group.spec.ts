import type { ExpectedRevision } from '../../domain/group/expected-revision';
import type { AllowPolicy, GroupDetails } from '../../domain/group/group.details';
import type { GroupEvent } from '../../domain/group/group.events';
import type { SettingsChange } from '../../domain/group/settings-change';
import {
  groupCoverChanged,
  groupCreated,
  groupDescriptionChanged,
  groupDetailsChanged,
  groupId,
  groupRenamed,
  groupSettingsChanged,
  roleAssigned,
  roleUnassigned,
  secretSlug,
} from '../../testing/group.examples';
import { memberJoined } from '../../testing/membership.examples';
import { anna, billing, mira, olga, ravi } from '../../testing/people.examples';
import { groupsHiddenFromRavi, joinedIfOneOf, scenarioOf } from '../../testing/scenario';
import { type GroupChanges, type GroupUpdateEvent, updateGroup } from './update-group.decision';

const scenario = scenarioOf(updateGroup);
const when = (changes: GroupChanges) => ({ groupId, changes, secretSlug });
const cover = { image: { mediaId: 'lotus.png', width: 640, height: 480 }, altText: 'A lotus' };
const created = groupCreated({ description: 'Stretch.', teaser: 'Slowly', memberTitle: 'Yogis', coverImage: cover });
const group = [created, roleAssigned(mira)];
const expectEvents = (changes: GroupChanges, then: readonly GroupUpdateEvent[], given: readonly GroupEvent[] = group) =>
  scenario({ given: { group: given }, when: when(changes), by: olga, then });

describe('update a group', () => {
  const changes = { name: 'Flow' };
  it.each(groupsHiddenFromRavi)('refuses GROUP_NOT_FOUND for %s', (_, given) =>
    scenario({ given, when: when(changes), refused: 'GROUP_NOT_FOUND' }),
  );

  it.each([
    ['the owner', olga],
    ['an admin', mira],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('accepts %s as the caller', (_, by) =>
    scenario({
      given: { group, callerMembership: joinedIfOneOf([mira], by) },
      when: when({ teaser: 'Fast' }),
      by,
      then: [groupDetailsChanged({ teaser: 'Fast' })],
    }),
  );
  it.each([
    ['an outsider', {}],
    ['a member', { callerMembership: [memberJoined(ravi)] }],
    [
      'an admin who departed',
      { callerMembership: [memberJoined(ravi)], group: [...group, roleAssigned(ravi), roleUnassigned(ravi, 'LEFT')] },
    ],
  ] as const)('refuses PERMISSION_DENIED to %s, also without a change', (_, given) => {
    scenario({ given: { group, ...given }, when: when(changes), refused: 'PERMISSION_DENIED' });
    scenario({ given: { group, ...given }, when: when({}), refused: 'PERMISSION_DENIED' });
  });

  it('changes the type of a description with the same text', () => {
    const rich: GroupUpdateEvent = {
      type: 'GroupDescriptionChanged',
      data: { groupId, description: 'Stretch.', descriptionType: 'RICH_CONTENT' },
    };
    const typed: GroupChanges = { description: 'Stretch.', descriptionType: 'RICH_CONTENT' };
    expectEvents(typed, [rich]);
    expectEvents(typed, [], [...group, rich]);
    expectEvents({ description: 'Stretch.' }, [groupDescriptionChanged('Stretch.')], [...group, rich]);
    expectEvents({ teaser: 'Fast' }, [groupDetailsChanged({ teaser: 'Fast' })], [...group, rich]);
  });
});

describe('the details of a group', () => {
  it.each<[string, GroupChanges, GroupUpdateEvent]>([
    ['the name', { name: 'YOGA' }, groupRenamed('YOGA')],
    ['the description', { description: 'Breathe.' }, groupDescriptionChanged('Breathe.')],
    ['an empty description', { description: '' }, groupDescriptionChanged('')],
    ['no description', { description: null }, groupDescriptionChanged()],
    ['the cover, as a whole', { coverImage: { altText: 'A mat' } }, groupCoverChanged({ altText: 'A mat' })],
    ['no cover', { coverImage: null }, groupCoverChanged()],
    ['the teaser', { teaser: 'Fast' }, groupDetailsChanged({ teaser: 'Fast' })],
    ['no teaser', { teaser: null }, groupDetailsChanged({ teaser: null })],
    ['the title of members', { memberTitle: 'People' }, groupDetailsChanged({ memberTitle: 'People' })],
    ['no title of members', { memberTitle: null }, groupDetailsChanged({ memberTitle: null })],
    [
      'teaser and title, in one event',
      { teaser: 'Fast', memberTitle: null },
      groupDetailsChanged({ teaser: 'Fast', memberTitle: null }),
    ],
  ])('changes: %s', (_, changes, event) => expectEvents(changes, [event]));

  it.each<[string, GroupChanges]>([
    ['nothing', {}],
    ['the name', { name: 'Yoga' }],
    ['the description', { description: 'Stretch.' }],
    ['the cover, in another order', { coverImage: { altText: cover.altText, image: cover.image } }],
    ['teaser and title', { teaser: 'Slowly', memberTitle: 'Yogis' }],
    ['the privacy', { privacyStatus: 'PUBLIC' }],
    ['settings', { settings: { showMemberList: true, allowedToAddMembers: 'OWNER_AND_ADMINS' } }],
    ['no settings at all', { settings: {} }],
  ])('appends no event without a change: %s', (_, changes) => expectEvents(changes, []));
  it('appends no event for clearing an absent value', () =>
    expectEvents({ description: null, teaser: null, memberTitle: null, coverImage: null }, [], [groupCreated()]));

  it('appends one event for each kind of change', () =>
    expectEvents(
      {
        name: 'Flow',
        description: null,
        coverImage: null,
        teaser: null,
        settings: { showMemberList: false },
        privacyStatus: 'PRIVATE',
      },
      [
        groupRenamed('Flow', 'flow', 'yoga'),
        groupDescriptionChanged(),
        groupCoverChanged(),
        groupDetailsChanged({ teaser: null }),
        groupSettingsChanged({ showMemberList: false }),
        { type: 'GroupPrivacyChanged', data: { groupId, from: 'PUBLIC', to: 'PRIVATE' } },
      ],
    ));
});

describe('the expected revision', () => {
  const changed = [...group, groupDetailsChanged({ teaser: 'Fast' }), roleAssigned(ravi)];
  const flow = (expected: ExpectedRevision) => ({ ...when({ name: 'Flow' }), expected });
  it.each<[ExpectedRevision]>([[undefined], ['*'], [[2]], [[0, 2]]])('matches: %j', (expected) =>
    scenario({
      given: { group: changed },
      when: flow(expected),
      by: olga,
      then: [groupRenamed('Flow', 'flow', 'yoga')],
    }),
  );
  it.each<[ExpectedRevision]>([[[]], [[0]], [[1]], [[3]], [[4]]])('does not match: %j', (expected) =>
    scenario({ given: { group: changed }, when: flow(expected), by: olga, refused: 'STALE_REVISION' }),
  );
  it('refuses an outdated revision, also without a change', () =>
    scenario({ given: { group }, when: { ...when({}), expected: [] }, by: olga, refused: 'STALE_REVISION' }));

  const stale = (changes: GroupChanges) => ({ ...when(changes), expected: [] });
  const contradicting = { settings: { membersCanApprove: true, allowedToApproveJoinRequests: 'OWNER' } } as const;
  it('is checked after every right', () => {
    scenario({ given: {}, when: stale({}), by: olga, refused: 'GROUP_NOT_FOUND' });
    scenario({ given: { group }, when: stale({}), by: ravi, refused: 'PERMISSION_DENIED' });
    const given = { group, callerMembership: [memberJoined(mira)] };
    scenario({ given, when: stale(contradicting), by: mira, refused: 'PERMISSION_DENIED' });
  });
  it('is checked before settings that disagree', () =>
    scenario({ given: { group }, when: stale(contradicting), by: olga, refused: 'STALE_REVISION' }));
});

describe('the slug', () => {
  const moved = (
    from: GroupDetails['privacyStatus'],
    to: GroupDetails['privacyStatus'],
    slug: string,
    formerSlug: string,
  ) => ({ type: 'GroupPrivacyChanged', data: { groupId, from, to, slug, formerSlug } }) as const;
  const secret = [groupCreated({ privacyStatus: 'SECRET', slug: 'aBcDeFgH' })];

  it('follows the name', () =>
    expectEvents({ name: 'Hatha Yoga' }, [groupRenamed('Hatha Yoga', 'hatha-yoga', 'yoga')]));
  it.each(['YOGA', ' yoga!', 'Yoga?'])('stays if the slug of the new name is the same: %p', (name) =>
    expectEvents({ name }, [groupRenamed(name, 'yoga-2')], [groupCreated({ slug: 'yoga-2' })]),
  );
  it('has the current, numbered slug as formerSlug', () =>
    expectEvents({ name: 'Flow' }, [groupRenamed('Flow', 'flow', 'yoga-2')], [groupCreated({ slug: 'yoga-2' })]));
  it('is reserved again when a name comes back', () =>
    expectEvents(
      { name: 'Yoga' },
      [groupRenamed('Yoga', 'yoga', 'flow')],
      [created, groupRenamed('Flow', 'flow', 'yoga')],
    ));

  it.each(['PUBLIC', 'PRIVATE'] as const)('is random when a %s group becomes secret', (from) =>
    expectEvents(
      { privacyStatus: 'SECRET' },
      [moved(from, 'SECRET', secretSlug, 'yoga')],
      [groupCreated({ privacyStatus: from })],
    ),
  );
  it.each(['PUBLIC', 'PRIVATE'] as const)('comes from the name when a secret group becomes %s', (to) =>
    expectEvents({ privacyStatus: to }, [moved('SECRET', to, 'yoga', 'aBcDeFgH')], secret),
  );
  it.each([
    ['PUBLIC', 'PRIVATE'],
    ['PRIVATE', 'PUBLIC'],
  ] as const)('stays from %s to %s', (from, to) =>
    expectEvents(
      { privacyStatus: to },
      [{ type: 'GroupPrivacyChanged', data: { groupId, from, to } }],
      [groupCreated({ privacyStatus: from })],
    ),
  );

  it('stays when a secret group gets another name', () =>
    expectEvents({ name: 'Flow' }, [groupRenamed('Flow', 'aBcDeFgH')], secret));
  it('comes from the new name when a secret group is renamed and becomes public', () =>
    expectEvents(
      { name: 'Flow', privacyStatus: 'PUBLIC' },
      [groupRenamed('Flow', 'aBcDeFgH'), moved('SECRET', 'PUBLIC', 'flow', 'aBcDeFgH')],
      secret,
    ));
  it('does not come from the new name when a group is renamed and becomes secret', () =>
    expectEvents(
      { name: 'Flow', privacyStatus: 'SECRET' },
      [groupRenamed('Flow', 'yoga'), moved('PUBLIC', 'SECRET', secretSlug, 'yoga')],
      [groupCreated()],
    ));
});

describe('the settings', () => {
  const invite = (allowedToInviteMembers: AllowPolicy) => ({ allowedToInviteMembers });
  const stored = (policy: AllowPolicy) => [groupCreated({ settings: invite(policy) })];

  it('change one by one', () =>
    expectEvents({ settings: { welcomeMemberPostEnabled: false, showMemberList: true, eventAddedPostEnabled: true } }, [
      groupSettingsChanged({ welcomeMemberPostEnabled: false, eventAddedPostEnabled: true }),
    ]));

  it.each<[AllowPolicy, SettingsChange, AllowPolicy | null]>([
    ['OWNER_AND_ADMINS', { membersCanInvite: true }, 'ALL_MEMBERS'],
    ['OWNER', { membersCanInvite: true }, 'ALL_MEMBERS'],
    ['ALL_MEMBERS', { membersCanInvite: true }, null],
    ['ALL_MEMBERS', { membersCanInvite: false }, 'OWNER_AND_ADMINS'],
    ['OWNER_AND_ADMINS', { membersCanInvite: false }, null],
    ['OWNER', { membersCanInvite: false }, null],
    ['OWNER_AND_ADMINS', { membersCanInvite: false, ...invite('ALL_MEMBERS') }, 'ALL_MEMBERS'],
    ['OWNER_AND_ADMINS', { membersCanInvite: true, ...invite('OWNER_AND_ADMINS') }, 'ALL_MEMBERS'],
    ['ALL_MEMBERS', { membersCanInvite: false, ...invite('ALL_MEMBERS') }, 'OWNER_AND_ADMINS'],
    ['ALL_MEMBERS', { membersCanInvite: true, ...invite('OWNER') }, 'OWNER'],
    ['ALL_MEMBERS', { membersCanInvite: false, ...invite('OWNER') }, 'OWNER'],
    ['OWNER', { membersCanInvite: true, ...invite('ALL_MEMBERS') }, 'ALL_MEMBERS'],
    ['OWNER', { membersCanInvite: false, ...invite('OWNER_AND_ADMINS') }, 'OWNER_AND_ADMINS'],
  ])('%s, changed with %j', (before, settings, after) =>
    expectEvents({ settings }, after ? [groupSettingsChanged(invite(after))] : [], stored(before)),
  );

  it.each<[AllowPolicy, SettingsChange]>([
    ['OWNER_AND_ADMINS', { membersCanInvite: true, ...invite('OWNER') }],
    ['OWNER', { membersCanInvite: true, ...invite('OWNER_AND_ADMINS') }],
  ])('%s, refused with %j', (before, settings) =>
    scenario({
      given: { group: stored(before) },
      when: when({ settings }),
      by: olga,
      refused: 'SETTINGS_DISAGREE',
      data: { field: 'membersCanInvite' },
    }),
  );
  it('are refused with the name of the boolean', () =>
    scenario({
      given: { group },
      when: when({ settings: { membersCanApprove: true, allowedToApproveJoinRequests: 'OWNER' } }),
      by: olga,
      refused: 'SETTINGS_DISAGREE',
      data: { field: 'membersCanApprove' },
    }));
  it('are checked for disagreement after the right to change them', () =>
    scenario({
      given: { group, callerMembership: [memberJoined(mira)] },
      when: when({ settings: { membersCanApprove: true, allowedToApproveJoinRequests: 'OWNER' } }),
      by: mira,
      refused: 'PERMISSION_DENIED',
    }));

  describe.each([
    'allowedToInviteMembers',
    'allowedToApproveJoinRequests',
    'allowedToAddMembers',
    'allowedToCreatePosts',
    'allowedToCommentPosts',
  ] as const)('%s', (policy) => {
    const shut = [groupCreated({ settings: { [policy]: 'OWNER' } }), roleAssigned(mira)];
    const set = when({ settings: { [policy]: 'OWNER' } });
    const lift = when({ settings: { [policy]: 'ALL_MEMBERS' } });
    it.each([
      ['the owner', olga],
      ['a site admin', anna],
      ['an app', billing],
    ] as const)('accepts OWNER, and the change from it, from %s', (_, by) => {
      scenario({ given: { group }, when: set, by, then: [groupSettingsChanged({ [policy]: 'OWNER' })] });
      scenario({ given: { group: shut }, when: lift, by, then: [groupSettingsChanged({ [policy]: 'ALL_MEMBERS' })] });
    });
    it('refuses OWNER, and the change from it, to an admin', () => {
      const callerMembership = [memberJoined(mira)];
      scenario({ given: { group, callerMembership }, when: set, by: mira, refused: 'PERMISSION_DENIED' });
      scenario({ given: { group: shut, callerMembership }, when: lift, by: mira, refused: 'PERMISSION_DENIED' });
      const both = when({ name: 'Flow', settings: lift.changes.settings! });
      scenario({ given: { group: shut, callerMembership }, when: both, by: mira, refused: 'PERMISSION_DENIED' });
    });
    it('accepts an unchanged OWNER from an admin', () =>
      scenario({ given: { group: shut, callerMembership: [memberJoined(mira)] }, when: set, by: mira, then: [] }));
  });
  it('may be changed by admins between the other two policies', () =>
    scenario({
      given: { group, callerMembership: [memberJoined(mira)] },
      when: when({ settings: { membersCanApprove: true } }),
      by: mira,
      then: [groupSettingsChanged({ allowedToApproveJoinRequests: 'ALL_MEMBERS' })],
    }));
  it.each([
    ['true', true, 'PERMISSION_DENIED'],
    ['false, which keeps OWNER', false, null],
  ] as const)('with OWNER, changed by an admin with the boolean: %s', (_, membersCanApprove, refused) => {
    const given = {
      group: [groupCreated({ settings: { allowedToApproveJoinRequests: 'OWNER' } }), roleAssigned(mira)],
      callerMembership: [memberJoined(mira)],
    };
    const common = { given, when: when({ settings: { membersCanApprove } }), by: mira };
    return refused ? scenario({ ...common, refused }) : scenario({ ...common, then: [] });
  });
});
