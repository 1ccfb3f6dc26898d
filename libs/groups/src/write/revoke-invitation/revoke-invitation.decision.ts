import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupId, MemberId } from '../../ids';
import type { InvitationRevoked } from '../../membership/membership.events';
import type { Membership } from '../../membership/membership.state';
import { belongs, canSee, type Here, isInvited, mayManage } from '../../permissions';

export type RevokeInvitation = { groupId: GroupId; memberId: MemberId };
export const revokeInvitationRefusals = ['GROUP_NOT_FOUND', 'PERMISSION_DENIED', 'INVITATION_NOT_FOUND'] as const;
export type RevokeInvitationRefusal = (typeof revokeInvitationRefusals)[number];
type On = Here & { theirs: Membership };

/** Takes an open invitation back, and nothing else: a request beside it goes on waiting. */
export function revokeInvitation(
  { groupId, memberId }: RevokeInvitation,
  on: On,
  caller: Caller,
): Decision<InvitationRevoked, RevokeInvitationRefusal> {
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  if (!mayManage(on, caller) && !hasInvited(on, caller)) return refuse('PERMISSION_DENIED');
  if (!isInvited(on.group, on.theirs, memberId)) return refuse('INVITATION_NOT_FOUND');
  return accept({ type: 'InvitationRevoked', data: { groupId, memberId } });
}

/** The one who invited them, while a member. */
const hasInvited = ({ group, mine, theirs }: On, { memberId }: Caller): boolean =>
  memberId !== undefined && theirs.invitation?.invitedById === memberId && belongs(group, mine, memberId);
