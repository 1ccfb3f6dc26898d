import type { Trail } from '@app/decider';
import { type Caller } from '@app/kernel';
import type { Ask } from '../write/ask';
import { EndMembershipCommand } from '../write/end-membership/end-membership.handler';
import { EnsureOwnerBelongsCommand } from '../write/ensure-owner-belongs/ensure-owner-belongs.handler';
import { GiveAdminRoleCommand } from '../write/give-admin-role/give-admin-role.handler';
import { ReleaseSlugCommand } from '../write/release-slug/release-slug.handler';
import { SettleJoinRequestCommand } from '../write/settle-join-request/settle-join-request.handler';
import { TakeBackRoleCommand } from '../write/take-back-role/take-back-role.handler';
import type { PolicyRequest, Requests } from './requests';

type Sent = Ask<unknown, { readonly accepted: boolean }>;
const commands: { [Name in keyof Requests]: new (request: Requests[Name], caller: Caller, trail: Trail) => Sent } = {
  EndMembership: EndMembershipCommand,
  EnsureOwnerBelongs: EnsureOwnerBelongsCommand,
  GiveAdminRole: GiveAdminRoleCommand,
  ReleaseSlug: ReleaseSlugCommand,
  SettleJoinRequest: SettleJoinRequestCommand,
  TakeBackRole: TakeBackRoleCommand,
};

/** A policy's request as the command that makes it hold. */
export const commandOf = ({ name, request }: PolicyRequest, caller: Caller, trail: Trail): Sent =>
  new commands[name](request as never, caller, trail);
