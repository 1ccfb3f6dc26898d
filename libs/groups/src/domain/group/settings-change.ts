import type { DeepReadonly } from '@app/kernel';
import { isDeepEqual } from '@app/kernel';
import type { AllowPolicy, GroupSettings } from './group.details';

/** What somebody wants of the settings: some of them, and for two of the policies also their older boolean names. */
export type SettingsChange = Partial<GroupSettings> & { membersCanInvite?: boolean; membersCanApprove?: boolean };

/** The older boolean name of a policy: true is `ALL_MEMBERS`, false is anything else. */
export const booleanNames = {
  membersCanInvite: 'allowedToInviteMembers',
  membersCanApprove: 'allowedToApproveJoinRequests',
} as const;
type BooleanName = keyof typeof booleanNames;
const names = Object.keys(booleanNames) as BooleanName[];

/** The settings as the API shows them: the policies, and the booleans that say the same. */
export const shownSettings = (settings: DeepReadonly<GroupSettings>) => ({
  membersCanInvite: settings.allowedToInviteMembers === 'ALL_MEMBERS',
  membersCanApprove: settings.allowedToApproveJoinRequests === 'ALL_MEMBERS',
  ...settings,
});

/** The boolean as a policy. False takes `ALL_MEMBERS` back and leaves the stricter ones alone. */
const policyOf = (flag: boolean, now: AllowPolicy): AllowPolicy =>
  flag ? 'ALL_MEMBERS' : now === 'ALL_MEMBERS' ? 'OWNER_AND_ADMINS' : now;

/** Names the boolean that says one thing while its policy says another, both being changes; `null` when all agree. */
export function disagreement(now: DeepReadonly<GroupSettings>, change: SettingsChange): BooleanName | null {
  return (
    names.find((name) => {
      const flag = change[name];
      const policy = change[booleanNames[name]];
      const before = now[booleanNames[name]];
      if (flag === undefined || policy === undefined) return false;
      const bothDiffer = flag !== (before === 'ALL_MEMBERS') && policy !== before;
      return bothDiffer && flag !== (policy === 'ALL_MEMBERS');
    }) ?? null
  );
}

/** The settings that really change. Of a boolean and its policy, the one that differs from what is stored wins. */
export function changesOfSettings(now: DeepReadonly<GroupSettings>, change: SettingsChange): Partial<GroupSettings> {
  const { membersCanInvite: _invite, membersCanApprove: _approve, ...wanted } = change;
  for (const name of names) {
    const policy = booleanNames[name];
    const before = now[policy];
    const flag = change[name];
    if (flag === undefined || flag === (before === 'ALL_MEMBERS')) continue;
    if (wanted[policy] === undefined || wanted[policy] === before) wanted[policy] = policyOf(flag, before);
  }
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([key, value]) => value !== undefined && !isDeepEqual(value, now[key as keyof GroupSettings]),
    ),
  );
}
