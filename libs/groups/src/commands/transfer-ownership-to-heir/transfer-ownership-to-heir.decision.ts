import { accept, type Decision, refuse } from '@app/kernel';
import type { GroupOwnershipTransferred } from '../../domain/group/group.events';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import type { Membership } from '../../domain/membership/membership.state';
import { belongs } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';

/** Members of a group, the longest-standing first. `areAll`: there are no others, so behind them there is nobody. */
export type Heirs = { readonly memberIds: readonly MemberId[]; readonly areAll: boolean };
/** `memberId`: whose account ended. */
export type TransferOwnershipToHeir = { groupId: GroupId; memberId: MemberId; heirs: Heirs };
/** The next in line, and those before who turned out not to belong any more. */
type Line = { readonly heirId: MemberId | undefined; readonly passedOver: ReadonlySet<MemberId> };
type States = { group: Group; person: SiteMember; targetMembership: Membership; heir: SiteMember };

/**
 * Who comes next: admins in the order in which the group named them, then members. Absent: nobody.
 * The group keeps its admins in that order.
 */
export const nextHeir = (
  { admins }: Pick<Group, 'admins'>,
  { memberId, heirs }: Pick<TransferOwnershipToHeir, 'memberId' | 'heirs'>,
  passedOver: ReadonlySet<MemberId>,
): MemberId | undefined =>
  [...admins.keys(), ...heirs.memberIds].find((other) => other !== memberId && !passedOver.has(other));

/**
 * A group does not stay with somebody whose account ended: it goes to the next in line, or to nobody. The next in line
 * is the person of `targetMembership`, and `heir` is their account. `NOT_NEXT`: the line has changed meanwhile.
 * `CANNOT_OWN`: this person has gone too.
 */
export function transferOwnershipToHeir(
  { heirId, passedOver, ...request }: TransferOwnershipToHeir & Line,
  { group, person, targetMembership, heir }: States,
): Decision<GroupOwnershipTransferred, 'NOT_NEXT' | 'CANNOT_OWN'> {
  const { groupId, memberId, heirs } = request;
  if (group.status !== 'ACTIVE' || group.ownerId !== memberId || !person.ended) return accept();
  if (nextHeir(group, request, passedOver) !== heirId) return refuse('NOT_NEXT');
  const passed = { groupId, from: memberId, because: 'ACCOUNT_ENDED' as const };
  if (heirId === undefined)
    return heirs.areAll ? accept({ type: 'GroupOwnershipTransferred', data: passed }) : accept();
  if (heir.ended || !belongs(group, targetMembership, heirId)) return refuse('CANNOT_OWN');
  return accept({ type: 'GroupOwnershipTransferred', data: { ...passed, to: heirId } });
}
