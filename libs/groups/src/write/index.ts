import { AddMembersController } from './add-members/add-members.controller';
import { AddMembersHandler } from './add-members/add-members.handler';
import { ApproveCreateRequestsController } from './approve-create-requests/approve-create-requests.controller';
import { ApproveCreateRequestsHandler } from './approve-create-requests/approve-create-requests.handler';
import { ApproveJoinRequestsController } from './approve-join-requests/approve-join-requests.controller';
import { ApproveJoinRequestsHandler } from './approve-join-requests/approve-join-requests.handler';
import { AssignRoleController } from './assign-role/assign-role.controller';
import { AssignRoleHandler } from './assign-role/assign-role.handler';
import { CancelCreateRequestController } from './cancel-create-request/cancel-create-request.controller';
import { CancelCreateRequestHandler } from './cancel-create-request/cancel-create-request.handler';
import { CancelJoinRequestController } from './cancel-join-request/cancel-join-request.controller';
import { CancelJoinRequestHandler } from './cancel-join-request/cancel-join-request.handler';
import { ChangeSiteSettingsController } from './change-site-settings/change-site-settings.controller';
import { ChangeSiteSettingsHandler } from './change-site-settings/change-site-settings.handler';
import { CreateGroupController } from './create-group/create-group.controller';
import { CreateGroupHandler } from './create-group/create-group.handler';
import { DeleteGroupController } from './delete-group/delete-group.controller';
import { DeleteGroupHandler } from './delete-group/delete-group.handler';
import { EndMembershipHandler } from './end-membership/end-membership.handler';
import { EnsureOwnerBelongsHandler } from './ensure-owner-belongs/ensure-owner-belongs.handler';
import { GiveAdminRoleHandler } from './give-admin-role/give-admin-role.handler';
import { JoinGroupController } from './join-group/join-group.controller';
import { JoinGroupHandler } from './join-group/join-group.handler';
import { LeaveGroupController } from './leave-group/leave-group.controller';
import { LeaveGroupHandler } from './leave-group/leave-group.handler';
import { RejectCreateRequestsController } from './reject-create-requests/reject-create-requests.controller';
import { RejectCreateRequestsHandler } from './reject-create-requests/reject-create-requests.handler';
import { RejectJoinRequestsController } from './reject-join-requests/reject-join-requests.controller';
import { RejectJoinRequestsHandler } from './reject-join-requests/reject-join-requests.handler';
import { ReleaseSlugHandler } from './release-slug/release-slug.handler';
import { RemoveMembersController } from './remove-members/remove-members.controller';
import { RemoveMembersHandler } from './remove-members/remove-members.handler';
import { RequestToJoinController } from './request-to-join/request-to-join.controller';
import { RequestToJoinHandler } from './request-to-join/request-to-join.handler';
import { SetSiteMemberController } from './set-site-member/set-site-member.controller';
import { SetSiteMemberHandler } from './set-site-member/set-site-member.handler';
import { SettleJoinRequestHandler } from './settle-join-request/settle-join-request.handler';
import { TakeBackRoleHandler } from './take-back-role/take-back-role.handler';
import { UnassignRoleController } from './unassign-role/unassign-role.controller';
import { UnassignRoleHandler } from './unassign-role/unassign-role.handler';
import { UpdateGroupController } from './update-group/update-group.controller';
import { UpdateGroupHandler } from './update-group/update-group.handler';

/** Every handler of a command. */
export const writeHandlers = [
  AddMembersHandler,
  ApproveCreateRequestsHandler,
  ApproveJoinRequestsHandler,
  AssignRoleHandler,
  CancelCreateRequestHandler,
  CancelJoinRequestHandler,
  ChangeSiteSettingsHandler,
  CreateGroupHandler,
  DeleteGroupHandler,
  EndMembershipHandler,
  EnsureOwnerBelongsHandler,
  GiveAdminRoleHandler,
  JoinGroupHandler,
  LeaveGroupHandler,
  RejectCreateRequestsHandler,
  RejectJoinRequestsHandler,
  ReleaseSlugHandler,
  RemoveMembersHandler,
  RequestToJoinHandler,
  SetSiteMemberHandler,
  SettleJoinRequestHandler,
  TakeBackRoleHandler,
  UnassignRoleHandler,
  UpdateGroupHandler,
];

/** Every route that writes. */
export const writeControllers = [
  AddMembersController,
  ApproveCreateRequestsController,
  ApproveJoinRequestsController,
  AssignRoleController,
  CancelCreateRequestController,
  CancelJoinRequestController,
  ChangeSiteSettingsController,
  CreateGroupController,
  DeleteGroupController,
  JoinGroupController,
  LeaveGroupController,
  RejectCreateRequestsController,
  RejectJoinRequestsController,
  RemoveMembersController,
  RequestToJoinController,
  SetSiteMemberController,
  UnassignRoleController,
  UpdateGroupController,
];
