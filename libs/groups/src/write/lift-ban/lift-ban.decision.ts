import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupId, MemberId } from '../../ids';
import type { BanLifted } from '../../membership/membership.events';
import type { Membership } from '../../membership/membership.state';
import { canSee, type Here, isBanned, mayManage } from '../../permissions';

export type LiftBan = { groupId: GroupId; memberId: MemberId };
export const liftBanRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'BAN_NOT_FOUND'] as const;
export type LiftBanRefusal = (typeof liftBanRefusals)[number];

/** Lets a banned person come back by themselves. What the ban ended does not come back. */
export function liftBan(
  { groupId, memberId }: LiftBan,
  { theirs, ...on }: Here & { theirs: Membership },
  caller: Caller,
): Decision<BanLifted, LiftBanRefusal> {
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(on, caller)) return refuse('PERMISSION_DENIED');
  if (!isBanned(on.group, theirs, memberId)) return refuse('BAN_NOT_FOUND');
  return accept({ type: 'BanLifted', data: { groupId, memberId } });
}
