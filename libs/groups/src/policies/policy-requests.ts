import type { AssignAdminRoleToSiteAdmin } from '../commands/assign-admin-role-to-site-admin/assign-admin-role-to-site-admin.decision';
import type { CancelCreateRequestOfEndedAccount } from '../commands/cancel-create-request-of-ended-account/cancel-create-request-of-ended-account.decision';
import type { EndParticipation } from '../commands/end-participation/end-participation.decision';
import type { EnsureOwnerBelongs } from '../commands/ensure-owner-belongs/ensure-owner-belongs.decision';
import type { ReleaseSlug } from '../commands/release-slug/release-slug.decision';
import type { SettleJoinRequest } from '../commands/settle-join-request/settle-join-request.decision';
import type { TakeFreedSlug } from '../commands/take-freed-slug/take-freed-slug.decision';
import type {
  Heirs,
  TransferOwnershipToHeir,
} from '../commands/transfer-ownership-to-heir/transfer-ownership-to-heir.decision';
import type { UnassignRoleOfFormerMember } from '../commands/unassign-role-of-former-member/unassign-role-of-former-member.decision';

/** The requests of the commands that policies send, by the name of the command. */
export type PolicyRequests = {
  EndParticipation: EndParticipation;
  EnsureOwnerBelongs: EnsureOwnerBelongs;
  AssignAdminRoleToSiteAdmin: AssignAdminRoleToSiteAdmin;
  TransferOwnershipToHeir: TransferOwnershipToHeir;
  ReleaseSlug: ReleaseSlug;
  TakeFreedSlug: TakeFreedSlug;
  SettleJoinRequest: SettleJoinRequest;
  UnassignRoleOfFormerMember: UnassignRoleOfFormerMember;
  CancelCreateRequestOfEndedAccount: CancelCreateRequestOfEndedAccount;
};
/** One of them, with the name of its command. */
export type PolicyRequest = {
  [Name in keyof PolicyRequests]: { readonly name: Name; readonly request: PolicyRequests[Name] };
}[keyof PolicyRequests];

/** What a policy looks up before it sends commands. */
export type PolicyLookup =
  | { readonly pendingJoinRequests: { readonly groupId: string; readonly beforeRevision: number } }
  /** The person's pending requests to create groups. */
  | { readonly createRequestsOf: { readonly memberId: string } }
  /** The person's participations in all groups. */
  | { readonly participationsOf: { readonly memberId: string } }
  /** Who may own the group after this person, if their account has ended. */
  | { readonly heirsOfEndedAccount: { readonly groupId: string; readonly memberId: string } };
/** `heirs`: only if the person owns the group; the members who may own it next. */
export type PolicyLookupResult = { readonly groupId: string; readonly memberId: string; readonly heirs?: Heirs };
