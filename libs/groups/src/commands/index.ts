import { AcceptInvitationController } from './accept-invitation/accept-invitation.controller';
import { AcceptInvitationHandler } from './accept-invitation/accept-invitation.command';
import { AddMembersController } from './add-members/add-members.controller';
import { AddMembersHandler } from './add-members/add-members.command';
import { ApproveCreateRequestsController } from './approve-create-requests/approve-create-requests.controller';
import { ApproveCreateRequestsHandler } from './approve-create-requests/approve-create-requests.command';
import { ApproveJoinRequestsController } from './approve-join-requests/approve-join-requests.controller';
import { ApproveJoinRequestsHandler } from './approve-join-requests/approve-join-requests.command';
import { SubmitCreateRequestController } from './submit-create-request/submit-create-request.controller';
import { SubmitCreateRequestHandler } from './submit-create-request/submit-create-request.command';
import { AssignRoleController } from './assign-role/assign-role.controller';
import { AssignRoleHandler } from './assign-role/assign-role.command';
import { BanMembersController } from './ban-members/ban-members.controller';
import { BanMembersHandler } from './ban-members/ban-members.command';
import { CancelCreateRequestController } from './cancel-create-request/cancel-create-request.controller';
import { CancelCreateRequestHandler } from './cancel-create-request/cancel-create-request.command';
import { CancelJoinRequestController } from './cancel-join-request/cancel-join-request.controller';
import { CancelJoinRequestHandler } from './cancel-join-request/cancel-join-request.command';
import { ChangeSiteSettingsController } from './change-site-settings/change-site-settings.controller';
import { ChangeSiteSettingsHandler } from './change-site-settings/change-site-settings.command';
import { CreateGroupController } from './create-group/create-group.controller';
import { CreateGroupHandler } from './create-group/create-group.command';
import { DeclineInvitationController } from './decline-invitation/decline-invitation.controller';
import { DeclineInvitationHandler } from './decline-invitation/decline-invitation.command';
import { DeleteGroupController } from './delete-group/delete-group.controller';
import { DeleteGroupHandler } from './delete-group/delete-group.command';
import { EndAccountController } from './end-account/end-account.controller';
import { EndAccountHandler } from './end-account/end-account.command';
import { EndParticipationHandler } from './end-participation/end-participation.command';
import { EnsureOwnerBelongsHandler } from './ensure-owner-belongs/ensure-owner-belongs.command';
import { AssignAdminRoleToSiteAdminHandler } from './assign-admin-role-to-site-admin/assign-admin-role-to-site-admin.command';
import { HandOverOwnershipController } from './hand-over-ownership/hand-over-ownership.controller';
import { HandOverOwnershipHandler } from './hand-over-ownership/hand-over-ownership.command';
import { InviteMembersController } from './invite-members/invite-members.controller';
import { InviteMembersHandler } from './invite-members/invite-members.command';
import { JoinGroupController } from './join-group/join-group.controller';
import { JoinGroupHandler } from './join-group/join-group.command';
import { LeaveGroupController } from './leave-group/leave-group.controller';
import { LeaveGroupHandler } from './leave-group/leave-group.command';
import { LiftBanController } from './lift-ban/lift-ban.controller';
import { LiftBanHandler } from './lift-ban/lift-ban.command';
import { TransferOwnershipToHeirHandler } from './transfer-ownership-to-heir/transfer-ownership-to-heir.command';
import { RejectCreateRequestsController } from './reject-create-requests/reject-create-requests.controller';
import { RejectCreateRequestsHandler } from './reject-create-requests/reject-create-requests.command';
import { RejectJoinRequestsController } from './reject-join-requests/reject-join-requests.controller';
import { RejectJoinRequestsHandler } from './reject-join-requests/reject-join-requests.command';
import { ReleaseSlugHandler } from './release-slug/release-slug.command';
import { RemoveMembersController } from './remove-members/remove-members.controller';
import { RemoveMembersHandler } from './remove-members/remove-members.command';
import { ReplaceQuestionsController } from './replace-questions/replace-questions.controller';
import { ReplaceQuestionsHandler } from './replace-questions/replace-questions.command';
import { ReplaceRulesController } from './replace-rules/replace-rules.controller';
import { ReplaceRulesHandler } from './replace-rules/replace-rules.command';
import { RequestToJoinController } from './request-to-join/request-to-join.controller';
import { RequestToJoinHandler } from './request-to-join/request-to-join.command';
import { RevokeInvitationController } from './revoke-invitation/revoke-invitation.controller';
import { RevokeInvitationHandler } from './revoke-invitation/revoke-invitation.command';
import { SetSiteMemberController } from './set-site-member/set-site-member.controller';
import { SetSiteMemberHandler } from './set-site-member/set-site-member.command';
import { SettleJoinRequestHandler } from './settle-join-request/settle-join-request.command';
import { UnassignRoleOfFormerMemberHandler } from './unassign-role-of-former-member/unassign-role-of-former-member.command';
import { UnassignRoleController } from './unassign-role/unassign-role.controller';
import { UnassignRoleHandler } from './unassign-role/unassign-role.command';
import { UpdateGroupController } from './update-group/update-group.controller';
import { UpdateGroupHandler } from './update-group/update-group.command';
import { CancelCreateRequestOfEndedAccountHandler } from './cancel-create-request-of-ended-account/cancel-create-request-of-ended-account.command';

/** Every handler of a command. */
export const writeHandlers = [
  AcceptInvitationHandler,
  AddMembersHandler,
  ApproveCreateRequestsHandler,
  ApproveJoinRequestsHandler,
  SubmitCreateRequestHandler,
  AssignRoleHandler,
  BanMembersHandler,
  CancelCreateRequestHandler,
  CancelJoinRequestHandler,
  ChangeSiteSettingsHandler,
  CreateGroupHandler,
  DeclineInvitationHandler,
  DeleteGroupHandler,
  EndAccountHandler,
  EndParticipationHandler,
  EnsureOwnerBelongsHandler,
  AssignAdminRoleToSiteAdminHandler,
  HandOverOwnershipHandler,
  InviteMembersHandler,
  JoinGroupHandler,
  LeaveGroupHandler,
  LiftBanHandler,
  TransferOwnershipToHeirHandler,
  RejectCreateRequestsHandler,
  RejectJoinRequestsHandler,
  ReleaseSlugHandler,
  RemoveMembersHandler,
  ReplaceQuestionsHandler,
  ReplaceRulesHandler,
  RequestToJoinHandler,
  RevokeInvitationHandler,
  SetSiteMemberHandler,
  SettleJoinRequestHandler,
  UnassignRoleOfFormerMemberHandler,
  UnassignRoleHandler,
  UpdateGroupHandler,
  CancelCreateRequestOfEndedAccountHandler,
];

/** Every route that writes. */
export const writeControllers = [
  AcceptInvitationController,
  AddMembersController,
  ApproveCreateRequestsController,
  ApproveJoinRequestsController,
  SubmitCreateRequestController,
  AssignRoleController,
  BanMembersController,
  CancelCreateRequestController,
  CancelJoinRequestController,
  ChangeSiteSettingsController,
  CreateGroupController,
  DeclineInvitationController,
  DeleteGroupController,
  HandOverOwnershipController,
  InviteMembersController,
  EndAccountController,
  JoinGroupController,
  LeaveGroupController,
  LiftBanController,
  RejectCreateRequestsController,
  RejectJoinRequestsController,
  RemoveMembersController,
  ReplaceQuestionsController,
  ReplaceRulesController,
  RequestToJoinController,
  RevokeInvitationController,
  SetSiteMemberController,
  UnassignRoleController,
  UpdateGroupController,
];
