import fc from 'fast-check';
import { allowPolicies, defaultSettings, type GroupSettings } from './group.details';
import { changedSettings, disagreeingFlag, publicSettings, type SettingsChange } from './settings-change';

const policy = fc.constantFrom(...allowPolicies);
const now: fc.Arbitrary<GroupSettings> = fc
  .record({ allowedToInviteMembers: policy, allowedToApproveJoinRequests: policy, showMemberList: fc.boolean() })
  .map((some) => ({ ...defaultSettings, ...some }));
const change: fc.Arbitrary<SettingsChange> = fc.record(
  {
    membersCanInvite: fc.boolean(),
    membersCanApprove: fc.boolean(),
    allowedToInviteMembers: policy,
    allowedToApproveJoinRequests: policy,
    showMemberList: fc.boolean(),
  },
  { requiredKeys: [] },
);
const pairs = [
  ['membersCanInvite', 'allowedToInviteMembers'],
  ['membersCanApprove', 'allowedToApproveJoinRequests'],
] as const;

describe('changedSettings', () => {
  it('is empty for settings sent back as shown', () =>
    fc.assert(
      fc.property(now, (before) => {
        expect(changedSettings(before, publicSettings(before))).toEqual({});
        expect(disagreeingFlag(before, publicSettings(before))).toBeNull();
      }),
    ));
  it('has only real changes, and none the second time', () =>
    fc.assert(
      fc.property(now, change, (before, requested) => {
        fc.pre(disagreeingFlag(before, requested) === null);
        const changes = changedSettings(before, requested);
        for (const [key, value] of Object.entries(changes))
          expect(value).not.toEqual(before[key as keyof GroupSettings]);
        const after = { ...before, ...changes };
        expect(changedSettings(after, { ...changes })).toEqual({});
      }),
    ));
  it.each(pairs)('treats %s and %s alike', (flag, allowed) =>
    fc.assert(
      fc.property(now, change, (before, requested) => {
        fc.pre(disagreeingFlag(before, requested) === null);
        const after = { ...before, ...changedSettings(before, requested) };
        const differs = [
          requested[allowed] !== undefined && requested[allowed] !== before[allowed],
          requested[flag] !== undefined && requested[flag] !== publicSettings(before)[flag],
        ];
        if (differs[0]) expect(after[allowed]).toBe(requested[allowed]);
        else if (differs[1]) expect(publicSettings(after)[flag]).toBe(requested[flag]);
        else expect(after[allowed]).toBe(before[allowed]);
      }),
    ),
  );
  it('does not modify its arguments', () => {
    const requested = Object.freeze({ membersCanInvite: true });
    changedSettings(Object.freeze({ ...defaultSettings }), requested);
    expect(requested).toEqual({ membersCanInvite: true });
  });

  it('compares lists by value', () => {
    const steps = [{ stepKey: 'invite', visible: true }];
    const before = { ...defaultSettings, onboardingStepsSettings: steps };
    expect(changedSettings(before, { onboardingStepsSettings: structuredClone(steps) })).toEqual({});
    const others = [{ stepKey: 'invite', visible: false }];
    expect(changedSettings(before, { onboardingStepsSettings: others })).toEqual({ onboardingStepsSettings: others });
  });
  it('never has the boolean names', () =>
    expect(changedSettings(defaultSettings, { membersCanInvite: true, membersCanApprove: true })).toEqual({
      allowedToInviteMembers: 'ALL_MEMBERS',
      allowedToApproveJoinRequests: 'ALL_MEMBERS',
    }));
});

describe('publicSettings', () => {
  it.each([
    ['ALL_MEMBERS', true],
    ['OWNER_AND_ADMINS', false],
    ['OWNER', false],
  ] as const)('for %s: the boolean is %p', (allowed, can) => {
    const shown = publicSettings({
      ...defaultSettings,
      allowedToInviteMembers: allowed,
      allowedToApproveJoinRequests: allowed,
    });
    expect(shown).toMatchObject({ membersCanInvite: can, membersCanApprove: can, allowedToInviteMembers: allowed });
  });
  it('with default settings', () =>
    expect(publicSettings(defaultSettings)).toEqual({
      membersCanInvite: false,
      membersCanApprove: false,
      allowedToInviteMembers: 'OWNER_AND_ADMINS',
      allowedToApproveJoinRequests: 'OWNER_AND_ADMINS',
      allowedToAddMembers: 'OWNER_AND_ADMINS',
      allowedToCreatePosts: 'ALL_MEMBERS',
      allowedToCommentPosts: 'ALL_MEMBERS',
      welcomeMemberPostEnabled: true,
      groupDetailsChangedPostEnabled: true,
      showMemberList: true,
      aiSpamProtectionEnabled: true,
    }));
});
