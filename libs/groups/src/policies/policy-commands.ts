import type { CommandMetadata } from '@app/decider';
import type { Caller } from '@app/kernel';
import type { Command } from '@nestjs/cqrs';
import { AssignAdminRoleToSiteAdminCommand } from '../commands/assign-admin-role-to-site-admin/assign-admin-role-to-site-admin.command';
import { CancelCreateRequestOfEndedAccountCommand } from '../commands/cancel-create-request-of-ended-account/cancel-create-request-of-ended-account.command';
import { EndParticipationCommand } from '../commands/end-participation/end-participation.command';
import { EnsureOwnerBelongsCommand } from '../commands/ensure-owner-belongs/ensure-owner-belongs.command';
import { ReleaseSlugCommand } from '../commands/release-slug/release-slug.command';
import { SettleJoinRequestCommand } from '../commands/settle-join-request/settle-join-request.command';
import { TakeFreedSlugCommand } from '../commands/take-freed-slug/take-freed-slug.command';
import { TransferOwnershipToHeirCommand } from '../commands/transfer-ownership-to-heir/transfer-ownership-to-heir.command';
import { UnassignRoleOfFormerMemberCommand } from '../commands/unassign-role-of-former-member/unassign-role-of-former-member.command';
import type { PolicyRequest, PolicyRequests } from './policy-requests';

/** A command of a policy. It appends nothing where nothing is to do; it is refused only with `CONFLICT`. */
type PolicyCommand = Command<{ readonly accepted: boolean }>;
const commands: {
  [Name in keyof PolicyRequests]: new (
    request: PolicyRequests[Name],
    caller: Caller,
    metadata: CommandMetadata,
  ) => PolicyCommand;
} = {
  EndParticipation: EndParticipationCommand,
  EnsureOwnerBelongs: EnsureOwnerBelongsCommand,
  AssignAdminRoleToSiteAdmin: AssignAdminRoleToSiteAdminCommand,
  TransferOwnershipToHeir: TransferOwnershipToHeirCommand,
  ReleaseSlug: ReleaseSlugCommand,
  TakeFreedSlug: TakeFreedSlugCommand,
  SettleJoinRequest: SettleJoinRequestCommand,
  UnassignRoleOfFormerMember: UnassignRoleOfFormerMemberCommand,
  CancelCreateRequestOfEndedAccount: CancelCreateRequestOfEndedAccountCommand,
};

/** The command for a policy's request. */
export const commandOf = ({ name, request }: PolicyRequest, caller: Caller, metadata: CommandMetadata): PolicyCommand =>
  new commands[name](request as never, caller, metadata);
