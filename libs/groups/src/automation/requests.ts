import type { EndMembership } from '../write/end-membership/end-membership.decision';
import type { EnsureOwnerBelongs } from '../write/ensure-owner-belongs/ensure-owner-belongs.decision';
import type { GiveAdminRole } from '../write/give-admin-role/give-admin-role.decision';
import type { ReleaseSlug } from '../write/release-slug/release-slug.decision';
import type { SettleJoinRequest } from '../write/settle-join-request/settle-join-request.decision';
import type { TakeBackRole } from '../write/take-back-role/take-back-role.decision';

/** What policies ask for: what should hold, by the name of its command. */
export type Requests = {
  EndMembership: EndMembership;
  EnsureOwnerBelongs: EnsureOwnerBelongs;
  GiveAdminRole: GiveAdminRole;
  ReleaseSlug: ReleaseSlug;
  SettleJoinRequest: SettleJoinRequest;
  TakeBackRole: TakeBackRole;
};
export type PolicyRequest = {
  [Name in keyof Requests]: { readonly name: Name; readonly request: Requests[Name] };
}[keyof Requests];

/** What policies look up first. */
export type PolicyQuery = { readonly pendingJoinRequests: { readonly groupId: string; readonly judgedBefore: number } };
export type PolicyFound = { readonly groupId: string; readonly memberId: string };
