import type { EndParticipation } from '../commands/end-participation/end-participation.decision';
import type { EnsureOwnerBelongs } from '../commands/ensure-owner-belongs/ensure-owner-belongs.decision';
import type { AssignAdminRoleToSiteAdmin } from '../commands/assign-admin-role-to-site-admin/assign-admin-role-to-site-admin.decision';
import type {
  Heirs,
  TransferOwnershipToHeir,
} from '../commands/transfer-ownership-to-heir/transfer-ownership-to-heir.decision';
import type { ReleaseSlug } from '../commands/release-slug/release-slug.decision';
import type { SettleJoinRequest } from '../commands/settle-join-request/settle-join-request.decision';
import type { UnassignRoleOfFormerMember } from '../commands/unassign-role-of-former-member/unassign-role-of-former-member.decision';
import type { CancelCreateRequestOfEndedAccount } from '../commands/cancel-create-request-of-ended-account/cancel-create-request-of-ended-account.decision';

/** What policies ask for: what should hold, by the name of its command. */
export type PolicyRequests = {
  EndParticipation: EndParticipation;
  EnsureOwnerBelongs: EnsureOwnerBelongs;
  AssignAdminRoleToSiteAdmin: AssignAdminRoleToSiteAdmin;
  TransferOwnershipToHeir: TransferOwnershipToHeir;
  ReleaseSlug: ReleaseSlug;
  SettleJoinRequest: SettleJoinRequest;
  UnassignRoleOfFormerMember: UnassignRoleOfFormerMember;
  CancelCreateRequestOfEndedAccount: CancelCreateRequestOfEndedAccount;
};
export type PolicyRequest = {
  [Name in keyof PolicyRequests]: { readonly name: Name; readonly request: PolicyRequests[Name] };
}[keyof PolicyRequests];

/** What policies look up first. */
export type PolicyQuery =
  | { readonly pendingJoinRequests: { readonly groupId: string; readonly judgedBefore: number } }
  /** Those of this person that wait. */
  | { readonly createRequestsOf: { readonly memberId: string } }
  /** Every group in which this person has anything: a membership, a request that waits, an invitation. */
  | { readonly participationsOf: { readonly memberId: string } }
  /** Who comes after this person in this group, if their account has ended. */
  | { readonly heirsOfEnded: { readonly groupId: string; readonly memberId: string } };
/** `heirs`: the person owns the group, and these may take it. */
export type PolicyFound = { readonly groupId: string; readonly memberId: string; readonly heirs?: Heirs };
