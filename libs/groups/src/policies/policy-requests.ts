import type { AssignPromisedAdminRole } from '../commands/assign-promised-admin-role/assign-promised-admin-role.decision';
import type { CancelCreateRequestOfEndedAccount } from '../commands/cancel-create-request-of-ended-account/cancel-create-request-of-ended-account.decision';
import type { EndParticipation } from '../commands/end-participation/end-participation.decision';
import type { EnsureOwnerBelongs } from '../commands/ensure-owner-belongs/ensure-owner-belongs.decision';
import type { ReleaseSlug } from '../commands/release-slug/release-slug.decision';
import type { RevokeInvitationOfBannedInviter } from '../commands/revoke-invitation-of-banned-inviter/revoke-invitation-of-banned-inviter.decision';
import type { SettleJoinRequest } from '../commands/settle-join-request/settle-join-request.decision';
import type {
  Heirs,
  TransferOwnershipToHeir,
} from '../commands/transfer-ownership-to-heir/transfer-ownership-to-heir.decision';
import type { UnassignRoleOfFormerMember } from '../commands/unassign-role-of-former-member/unassign-role-of-former-member.decision';

/** The requests of the commands that policies send, by the name of the command. */
export type PolicyCommands = {
  EndParticipation: EndParticipation;
  EnsureOwnerBelongs: EnsureOwnerBelongs;
  AssignPromisedAdminRole: AssignPromisedAdminRole;
  TransferOwnershipToHeir: TransferOwnershipToHeir;
  ReleaseSlug: ReleaseSlug;
  RevokeInvitationOfBannedInviter: RevokeInvitationOfBannedInviter;
  SettleJoinRequest: SettleJoinRequest;
  UnassignRoleOfFormerMember: UnassignRoleOfFormerMember;
  CancelCreateRequestOfEndedAccount: CancelCreateRequestOfEndedAccount;
};
/**
 * One of them, with the name of its command, as a policy gives it. `since`, the position of the policy's event, is added to
 * each when it is sent: a command must not undo what happened after that event.
 */
export type PolicyRequest = {
  [Name in keyof PolicyCommands]: { readonly name: Name; readonly request: Omit<PolicyCommands[Name], 'since'> };
}[keyof PolicyCommands];

/** What a policy looks up before it sends commands. */
export type PolicyLookup =
  | { readonly pendingJoinRequests: { readonly groupId: string; readonly beforeRevision: number } }
  /** The person's pending requests to create groups. */
  | { readonly createRequestsOf: { readonly memberId: string } }
  /** The person's participations in all groups. */
  | { readonly participationsOf: { readonly memberId: string } }
  /** The open invitations to a group that this person made. */
  | { readonly openInvitationsBy: { readonly groupId: string; readonly memberId: string } }
  /** Who may own the group after this person, if their account has ended. */
  | { readonly heirsOfEndedAccount: { readonly groupId: string; readonly memberId: string } };
/** `heirs`: only if the person owns the group; the members who may own it next. */
export type PolicyLookupResult = { readonly groupId: string; readonly memberId: string; readonly heirs?: Heirs };
