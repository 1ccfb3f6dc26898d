import { accept, type Decision, refuse } from '@app/kernel';
import type { GroupOwnershipTransferred } from '../../domain/group/group.events';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import type { AdminNominated } from '../../domain/membership/membership.events';
import type { Membership } from '../../domain/membership/membership.state';
import { nominate } from '../../domain/membership/nominating';
import { belongs, endsInGroup } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';
import type { StartOver } from '../../domain/start-over';

/** Members of a group who may become its owner, the longest-standing first. `areAll`: there are no others. */
export type Heirs = { readonly memberIds: readonly MemberId[]; readonly areAll: boolean };
/** `memberId`: the owner whose account ended. */
export type TransferOwnershipToHeir = { groupId: GroupId; memberId: MemberId; heirs: Heirs };
/** The next heir, and those before who cannot become the owner. */
type Candidate = { readonly heirId: MemberId | undefined; readonly passedOver: ReadonlySet<MemberId> };
type States = { group: Group; person: SiteMember; targetMembership: Membership; heir: SiteMember };

/** The next heir: admins in the order in which they got the role, then members. `undefined`: nobody is left. */
export const nextHeir = (
  { admins }: Pick<Group, 'admins'>,
  { memberId, heirs }: Pick<TransferOwnershipToHeir, 'memberId' | 'heirs'>,
  passedOver: ReadonlySet<MemberId>,
): MemberId | undefined =>
  [...admins.keys(), ...heirs.memberIds].find((other) => other !== memberId && !passedOver.has(other));

/**
 * Transfers the ownership of an ended account to the next heir, or to nobody. `targetMembership` and `heir` are the states
 * of the heir. `NOT_NEXT`: the heir is not the next one any more. `CANNOT_OWN`: the heir left, or their account ended too.
 * `START_OVER`: the heir is not nominated.
 */
export function transferOwnershipToHeir(
  { heirId, passedOver, ...request }: TransferOwnershipToHeir & Candidate,
  { group, person, targetMembership, heir }: States,
): Decision<GroupOwnershipTransferred, 'NOT_NEXT' | 'CANNOT_OWN' | StartOver> {
  const { groupId, memberId, heirs } = request;
  if (group.status !== 'ACTIVE' || group.ownerId !== memberId || !person.ended) return accept();
  if (nextHeir(group, request, passedOver) !== heirId) return refuse('NOT_NEXT');
  const data = { groupId, from: memberId, because: 'ACCOUNT_ENDED' as const };
  if (heirId === undefined) return heirs.areAll ? accept({ type: 'GroupOwnershipTransferred', data }) : accept();
  if (heir.ended || !belongs(group, targetMembership, heirId)) return refuse('CANNOT_OWN');
  if (!endsInGroup(group, targetMembership, heirId)) return refuse('START_OVER');
  return accept({ type: 'GroupOwnershipTransferred', data: { ...data, to: heirId } });
}

/** First step of the transfer: the heir is nominated. No event where the second step appends none; refused like it. */
export function nominateHeir(
  request: TransferOwnershipToHeir & Candidate,
  states: States,
): Decision<AdminNominated, 'NOT_NEXT' | 'CANNOT_OWN'> {
  const { groupId, heirId } = request;
  const transfer = transferOwnershipToHeir(request, states);
  if (transfer.accepted) return accept();
  if (transfer.refusal !== 'START_OVER') return refuse(transfer.refusal);
  return nominate({ groupId, memberId: heirId! }, states.group, states.targetMembership);
}
