import type { Trail } from '@app/decider';
import { type Caller } from '@app/kernel';
import type { Ask } from '../write/ask';
import { EndPlaceCommand } from '../write/end-place/end-place.handler';
import { EnsureOwnerBelongsCommand } from '../write/ensure-owner-belongs/ensure-owner-belongs.handler';
import { GiveAdminRoleCommand } from '../write/give-admin-role/give-admin-role.handler';
import { PassOwnershipOnCommand } from '../write/pass-ownership-on/pass-ownership-on.handler';
import { ReleaseSlugCommand } from '../write/release-slug/release-slug.handler';
import { SettleJoinRequestCommand } from '../write/settle-join-request/settle-join-request.handler';
import { TakeBackRoleCommand } from '../write/take-back-role/take-back-role.handler';
import { WithdrawCreateRequestCommand } from '../write/withdraw-create-request/withdraw-create-request.handler';
import type { PolicyRequest, Requests } from './requests';

type Sent = Ask<unknown, { readonly accepted: boolean }>;
const commands: { [Name in keyof Requests]: new (request: Requests[Name], caller: Caller, trail: Trail) => Sent } = {
  EndPlace: EndPlaceCommand,
  EnsureOwnerBelongs: EnsureOwnerBelongsCommand,
  GiveAdminRole: GiveAdminRoleCommand,
  PassOwnershipOn: PassOwnershipOnCommand,
  ReleaseSlug: ReleaseSlugCommand,
  SettleJoinRequest: SettleJoinRequestCommand,
  TakeBackRole: TakeBackRoleCommand,
  WithdrawCreateRequest: WithdrawCreateRequestCommand,
};

/** A policy's request as the command that makes it hold. */
export const commandOf = ({ name, request }: PolicyRequest, caller: Caller, trail: Trail): Sent =>
  new commands[name](request as never, caller, trail);
