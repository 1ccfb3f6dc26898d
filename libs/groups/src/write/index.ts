import { AcceptInvitationController } from './accept-invitation/accept-invitation.controller';
import { AcceptInvitationHandler } from './accept-invitation/accept-invitation.handler';
import { AddMembersController } from './add-members/add-members.controller';
import { AddMembersHandler } from './add-members/add-members.handler';
import { ApproveCreateRequestsController } from './approve-create-requests/approve-create-requests.controller';
import { ApproveCreateRequestsHandler } from './approve-create-requests/approve-create-requests.handler';
import { ApproveJoinRequestsController } from './approve-join-requests/approve-join-requests.controller';
import { ApproveJoinRequestsHandler } from './approve-join-requests/approve-join-requests.handler';
import { AskToCreateController } from './ask-to-create/ask-to-create.controller';
import { AskToCreateHandler } from './ask-to-create/ask-to-create.handler';
import { AssignRoleController } from './assign-role/assign-role.controller';
import { AssignRoleHandler } from './assign-role/assign-role.handler';
import { BanMembersController } from './ban-members/ban-members.controller';
import { BanMembersHandler } from './ban-members/ban-members.handler';
import { CancelCreateRequestController } from './cancel-create-request/cancel-create-request.controller';
import { CancelCreateRequestHandler } from './cancel-create-request/cancel-create-request.handler';
import { CancelJoinRequestController } from './cancel-join-request/cancel-join-request.controller';
import { CancelJoinRequestHandler } from './cancel-join-request/cancel-join-request.handler';
import { ChangeSiteSettingsController } from './change-site-settings/change-site-settings.controller';
import { ChangeSiteSettingsHandler } from './change-site-settings/change-site-settings.handler';
import { CreateGroupController } from './create-group/create-group.controller';
import { CreateGroupHandler } from './create-group/create-group.handler';
import { DeclineInvitationController } from './decline-invitation/decline-invitation.controller';
import { DeclineInvitationHandler } from './decline-invitation/decline-invitation.handler';
import { DeleteGroupController } from './delete-group/delete-group.controller';
import { DeleteGroupHandler } from './delete-group/delete-group.handler';
import { EndAccountController } from './end-account/end-account.controller';
import { EndAccountHandler } from './end-account/end-account.handler';
import { EndPlaceHandler } from './end-place/end-place.handler';
import { EnsureOwnerBelongsHandler } from './ensure-owner-belongs/ensure-owner-belongs.handler';
import { GiveAdminRoleHandler } from './give-admin-role/give-admin-role.handler';
import { HandOverOwnershipController } from './hand-over-ownership/hand-over-ownership.controller';
import { HandOverOwnershipHandler } from './hand-over-ownership/hand-over-ownership.handler';
import { InviteMembersController } from './invite-members/invite-members.controller';
import { InviteMembersHandler } from './invite-members/invite-members.handler';
import { JoinGroupController } from './join-group/join-group.controller';
import { JoinGroupHandler } from './join-group/join-group.handler';
import { LeaveGroupController } from './leave-group/leave-group.controller';
import { LeaveGroupHandler } from './leave-group/leave-group.handler';
import { LiftBanController } from './lift-ban/lift-ban.controller';
import { LiftBanHandler } from './lift-ban/lift-ban.handler';
import { PassOwnershipOnHandler } from './pass-ownership-on/pass-ownership-on.handler';
import { RejectCreateRequestsController } from './reject-create-requests/reject-create-requests.controller';
import { RejectCreateRequestsHandler } from './reject-create-requests/reject-create-requests.handler';
import { RejectJoinRequestsController } from './reject-join-requests/reject-join-requests.controller';
import { RejectJoinRequestsHandler } from './reject-join-requests/reject-join-requests.handler';
import { ReleaseSlugHandler } from './release-slug/release-slug.handler';
import { RemoveMembersController } from './remove-members/remove-members.controller';
import { RemoveMembersHandler } from './remove-members/remove-members.handler';
import { ReplaceQuestionsController } from './replace-questions/replace-questions.controller';
import { ReplaceQuestionsHandler } from './replace-questions/replace-questions.handler';
import { ReplaceRulesController } from './replace-rules/replace-rules.controller';
import { ReplaceRulesHandler } from './replace-rules/replace-rules.handler';
import { RequestToJoinController } from './request-to-join/request-to-join.controller';
import { RequestToJoinHandler } from './request-to-join/request-to-join.handler';
import { RevokeInvitationController } from './revoke-invitation/revoke-invitation.controller';
import { RevokeInvitationHandler } from './revoke-invitation/revoke-invitation.handler';
import { SetSiteMemberController } from './set-site-member/set-site-member.controller';
import { SetSiteMemberHandler } from './set-site-member/set-site-member.handler';
import { SettleJoinRequestHandler } from './settle-join-request/settle-join-request.handler';
import { TakeBackRoleHandler } from './take-back-role/take-back-role.handler';
import { UnassignRoleController } from './unassign-role/unassign-role.controller';
import { UnassignRoleHandler } from './unassign-role/unassign-role.handler';
import { UpdateGroupController } from './update-group/update-group.controller';
import { UpdateGroupHandler } from './update-group/update-group.handler';
import { WithdrawCreateRequestHandler } from './withdraw-create-request/withdraw-create-request.handler';

/** Every handler of a command. */
export const writeHandlers = [
  AcceptInvitationHandler,
  AddMembersHandler,
  ApproveCreateRequestsHandler,
  ApproveJoinRequestsHandler,
  AskToCreateHandler,
  AssignRoleHandler,
  BanMembersHandler,
  CancelCreateRequestHandler,
  CancelJoinRequestHandler,
  ChangeSiteSettingsHandler,
  CreateGroupHandler,
  DeclineInvitationHandler,
  DeleteGroupHandler,
  EndAccountHandler,
  EndPlaceHandler,
  EnsureOwnerBelongsHandler,
  GiveAdminRoleHandler,
  HandOverOwnershipHandler,
  InviteMembersHandler,
  JoinGroupHandler,
  LeaveGroupHandler,
  LiftBanHandler,
  PassOwnershipOnHandler,
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
  TakeBackRoleHandler,
  UnassignRoleHandler,
  UpdateGroupHandler,
  WithdrawCreateRequestHandler,
];

/** Every route that writes. */
export const writeControllers = [
  AcceptInvitationController,
  AddMembersController,
  ApproveCreateRequestsController,
  ApproveJoinRequestsController,
  AskToCreateController,
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
