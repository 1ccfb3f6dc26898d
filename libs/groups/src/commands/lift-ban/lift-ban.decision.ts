import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupId, MemberId } from '../../domain/ids';
import type { BanLifted } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { canSee, type GroupAndCaller, isBanned, mayManage } from '../../domain/permissions';

export type LiftBan = { groupId: GroupId; memberId: MemberId };
export const liftBanRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'BAN_NOT_FOUND'] as const;
export type LiftBanRefusal = (typeof liftBanRefusals)[number];

/** Lifts a ban. Whatever it ended stays ended. Refused to callers who are no admins, and for people who are not banned. */
export function liftBan(
  { groupId, memberId }: LiftBan,
  { targetMembership, ...states }: GroupAndCaller & { targetMembership: Membership },
  caller: Caller,
): Decision<BanLifted, LiftBanRefusal> {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(states, caller)) return refuse('PERMISSION_DENIED');
  if (!isBanned(states.group, targetMembership, memberId)) return refuse('BAN_NOT_FOUND');
  return accept({ type: 'BanLifted', data: { groupId, memberId } });
}
