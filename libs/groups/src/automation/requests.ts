import type { EndPlace } from '../write/end-place/end-place.decision';
import type { EnsureOwnerBelongs } from '../write/ensure-owner-belongs/ensure-owner-belongs.decision';
import type { GiveAdminRole } from '../write/give-admin-role/give-admin-role.decision';
import type { Heirs, PassOwnershipOn } from '../write/pass-ownership-on/pass-ownership-on.decision';
import type { ReleaseSlug } from '../write/release-slug/release-slug.decision';
import type { SettleJoinRequest } from '../write/settle-join-request/settle-join-request.decision';
import type { TakeBackRole } from '../write/take-back-role/take-back-role.decision';
import type { WithdrawCreateRequest } from '../write/withdraw-create-request/withdraw-create-request.decision';

/** What policies ask for: what should hold, by the name of its command. */
export type Requests = {
  EndPlace: EndPlace;
  EnsureOwnerBelongs: EnsureOwnerBelongs;
  GiveAdminRole: GiveAdminRole;
  PassOwnershipOn: PassOwnershipOn;
  ReleaseSlug: ReleaseSlug;
  SettleJoinRequest: SettleJoinRequest;
  TakeBackRole: TakeBackRole;
  WithdrawCreateRequest: WithdrawCreateRequest;
};
export type PolicyRequest = {
  [Name in keyof Requests]: { readonly name: Name; readonly request: Requests[Name] };
}[keyof Requests];

/** What policies look up first. */
export type PolicyQuery =
  | { readonly pendingJoinRequests: { readonly groupId: string; readonly judgedBefore: number } }
  /** Those of this person that wait. */
  | { readonly createRequestsOf: { readonly memberId: string } }
  /** Every group in which this person has anything: a membership, a request that waits, an invitation. */
  | { readonly placesOf: { readonly memberId: string } }
  /** Who comes after this person in this group, if their account has ended. */
  | { readonly heirsOfEnded: { readonly groupId: string; readonly memberId: string } };
/** `heirs`: the person owns the group, and these may take it. */
export type PolicyFound = { readonly groupId: string; readonly memberId: string; readonly heirs?: Heirs };
