import { type DeepReadonly, isDeepEqual } from '@app/kernel';
import type { AllowPolicy, GroupSettings } from './group.details';

/** A change to the settings, as it is requested. Two of the policies can also be given by their older boolean names. */
export type SettingsChange = Partial<GroupSettings> & { membersCanInvite?: boolean; membersCanApprove?: boolean };

/** The older boolean names and their policies: true is `ALL_MEMBERS`, false is any other value. */
export const booleanNames = {
  membersCanInvite: 'allowedToInviteMembers',
  membersCanApprove: 'allowedToApproveJoinRequests',
} as const;
type BooleanName = keyof typeof booleanNames;
const names = Object.keys(booleanNames) as BooleanName[];

/** The settings as the API shows them: the policies, and the booleans computed from them. */
export const publicSettings = (settings: DeepReadonly<GroupSettings>) => ({
  membersCanInvite: settings.allowedToInviteMembers === 'ALL_MEMBERS',
  membersCanApprove: settings.allowedToApproveJoinRequests === 'ALL_MEMBERS',
  ...settings,
});

/** The boolean as a policy. False replaces `ALL_MEMBERS` only and keeps the stricter values. */
const policyFromFlag = (flag: boolean, now: AllowPolicy): AllowPolicy =>
  flag ? 'ALL_MEMBERS' : now === 'ALL_MEMBERS' ? 'OWNER_AND_ADMINS' : now;

/** The boolean that contradicts its own policy in the same request, where both would change the settings; otherwise `null`. */
export function disagreeingFlag(now: DeepReadonly<GroupSettings>, change: SettingsChange): BooleanName | null {
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

/** The settings that really change. Of a boolean and its policy, the one that differs from the stored value wins. */
export function changedSettings(now: DeepReadonly<GroupSettings>, change: SettingsChange): Partial<GroupSettings> {
  const { membersCanInvite: _invite, membersCanApprove: _approve, ...requested } = change;
  for (const name of names) {
    const policy = booleanNames[name];
    const before = now[policy];
    const flag = change[name];
    if (flag === undefined || flag === (before === 'ALL_MEMBERS')) continue;
    if (requested[policy] === undefined || requested[policy] === before)
      requested[policy] = policyFromFlag(flag, before);
  }
  return Object.fromEntries(
    Object.entries(requested).filter(
      ([key, value]) => value !== undefined && !isDeepEqual(value, now[key as keyof GroupSettings]),
    ),
  );
}
