import type { CommandMetadata } from '@app/decider';
import type { Caller, Position } from '@app/kernel';
import type { Command } from '@nestjs/cqrs';
import { AssignPromisedAdminRoleCommand } from '../commands/assign-promised-admin-role/assign-promised-admin-role.command';
import { CancelCreateRequestOfEndedAccountCommand } from '../commands/cancel-create-request-of-ended-account/cancel-create-request-of-ended-account.command';
import { EndParticipationCommand } from '../commands/end-participation/end-participation.command';
import { EnsureOwnerBelongsCommand } from '../commands/ensure-owner-belongs/ensure-owner-belongs.command';
import { ReleaseSlugCommand } from '../commands/release-slug/release-slug.command';
import { RevokeInvitationOfBannedInviterCommand } from '../commands/revoke-invitation-of-banned-inviter/revoke-invitation-of-banned-inviter.command';
import { SettleJoinRequestCommand } from '../commands/settle-join-request/settle-join-request.command';
import { TransferOwnershipToHeirCommand } from '../commands/transfer-ownership-to-heir/transfer-ownership-to-heir.command';
import { UnassignRoleOfFormerMemberCommand } from '../commands/unassign-role-of-former-member/unassign-role-of-former-member.command';
import type { PolicyCommands, PolicyRequest } from './policy-requests';

/** A command of a policy. It appends nothing where nothing is to do, and no refusal is meant for it. */
type PolicyCommand = Command<{ readonly accepted: true } | { readonly accepted: false; readonly refusal: string }>;
const commands: {
  [Name in keyof PolicyCommands]: new (
    request: PolicyCommands[Name],
    caller: Caller,
    metadata: CommandMetadata,
  ) => PolicyCommand;
} = {
  EndParticipation: EndParticipationCommand,
  EnsureOwnerBelongs: EnsureOwnerBelongsCommand,
  AssignPromisedAdminRole: AssignPromisedAdminRoleCommand,
  TransferOwnershipToHeir: TransferOwnershipToHeirCommand,
  ReleaseSlug: ReleaseSlugCommand,
  RevokeInvitationOfBannedInviter: RevokeInvitationOfBannedInviterCommand,
  SettleJoinRequest: SettleJoinRequestCommand,
  UnassignRoleOfFormerMember: UnassignRoleOfFormerMemberCommand,
  CancelCreateRequestOfEndedAccount: CancelCreateRequestOfEndedAccountCommand,
};

/** The command for a policy's request. `since`: the position of the policy's event. */
export const commandOf = (
  { name, request }: PolicyRequest,
  since: Position,
  caller: Caller,
  metadata: CommandMetadata,
): PolicyCommand => new commands[name]({ ...request, since } as never, caller, metadata);
