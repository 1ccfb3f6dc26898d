import { randomUUID } from 'node:crypto';
import type { Caller } from '@app/kernel';
import { AcceptInvitationCommand } from '../../libs/groups/src/write/accept-invitation/accept-invitation.handler';
import { AddMembersCommand } from '../../libs/groups/src/write/add-members/add-members.handler';
import { ApproveCreateRequestsCommand } from '../../libs/groups/src/write/approve-create-requests/approve-create-requests.handler';
import { ApproveJoinRequestsCommand } from '../../libs/groups/src/write/approve-join-requests/approve-join-requests.handler';
import { AskToCreateCommand } from '../../libs/groups/src/write/ask-to-create/ask-to-create.handler';
import { AssignRoleCommand } from '../../libs/groups/src/write/assign-role/assign-role.handler';
import { BanMembersCommand } from '../../libs/groups/src/write/ban-members/ban-members.handler';
import { CancelCreateRequestCommand } from '../../libs/groups/src/write/cancel-create-request/cancel-create-request.handler';
import { CancelJoinRequestCommand } from '../../libs/groups/src/write/cancel-join-request/cancel-join-request.handler';
import { ChangeSiteSettingsCommand } from '../../libs/groups/src/write/change-site-settings/change-site-settings.handler';
import { CreateGroupCommand } from '../../libs/groups/src/write/create-group/create-group.handler';
import { DeclineInvitationCommand } from '../../libs/groups/src/write/decline-invitation/decline-invitation.handler';
import { DeleteGroupCommand } from '../../libs/groups/src/write/delete-group/delete-group.handler';
import { EndAccountCommand } from '../../libs/groups/src/write/end-account/end-account.handler';
import { HandOverOwnershipCommand } from '../../libs/groups/src/write/hand-over-ownership/hand-over-ownership.handler';
import { InviteMembersCommand } from '../../libs/groups/src/write/invite-members/invite-members.handler';
import { JoinGroupCommand } from '../../libs/groups/src/write/join-group/join-group.handler';
import { LeaveGroupCommand } from '../../libs/groups/src/write/leave-group/leave-group.handler';
import { LiftBanCommand } from '../../libs/groups/src/write/lift-ban/lift-ban.handler';
import { RejectCreateRequestsCommand } from '../../libs/groups/src/write/reject-create-requests/reject-create-requests.handler';
import { RejectJoinRequestsCommand } from '../../libs/groups/src/write/reject-join-requests/reject-join-requests.handler';
import { RemoveMembersCommand } from '../../libs/groups/src/write/remove-members/remove-members.handler';
import { ReplaceQuestionsCommand } from '../../libs/groups/src/write/replace-questions/replace-questions.handler';
import { RequestToJoinCommand } from '../../libs/groups/src/write/request-to-join/request-to-join.handler';
import { RevokeInvitationCommand } from '../../libs/groups/src/write/revoke-invitation/revoke-invitation.handler';
import { SetSiteMemberCommand } from '../../libs/groups/src/write/set-site-member/set-site-member.handler';
import { UnassignRoleCommand } from '../../libs/groups/src/write/unassign-role/unassign-role.handler';
import { UpdateGroupCommand } from '../../libs/groups/src/write/update-group/update-group.handler';
import { detailsOf } from '../../libs/groups/src/shape/new-group';
import type { ActionName, Action, ActionOf } from './actions';

type CommandInput = { readonly groupId: string; readonly questionId: string | undefined; readonly caller: Caller };
type Table = { readonly [Name in ActionName]: (action: ActionOf<Name>, input: CommandInput) => object };

const answersTo = (id: string | undefined) => (id === undefined ? [] : [{ id, text: 'So.' }]);

const table: Table = {
  createGroup: ({ creator: creatorId, name, privacyStatus }, { groupId, caller }) =>
    new CreateGroupCommand(
      { groupId, creatorId, details: detailsOf({ name, privacyStatus }), pendingRequests: 0 },
      caller,
    ),
  askToCreate: ({ name, privacyStatus }, { groupId, caller }) =>
    new AskToCreateCommand({ groupId, details: detailsOf({ name, privacyStatus }), pendingRequests: 0 }, caller),
  approveCreateRequest: (_, { groupId, caller }) => new ApproveCreateRequestsCommand({ groupIds: [groupId] }, caller),
  rejectCreateRequest: (_, { groupId, caller }) =>
    new RejectCreateRequestsCommand({ rejections: [{ groupId }] }, caller),
  cancelCreateRequest: (_, { groupId, caller }) => new CancelCreateRequestCommand({ groupId }, caller),
  joinGroup: ({ answers }, { groupId, questionId, caller }) =>
    new JoinGroupCommand({ groupId, answers: answersTo(answers ? questionId : undefined) }, caller),
  requestToJoin: ({ answers }, { groupId, questionId, caller }) =>
    new RequestToJoinCommand({ groupId, answers: answersTo(answers ? questionId : undefined) }, caller),
  cancelJoinRequest: (_, { groupId, caller }) => new CancelJoinRequestCommand({ groupId }, caller),
  approveJoinRequests: ({ who: memberIds }, { groupId, caller }) =>
    new ApproveJoinRequestsCommand({ groupId, memberIds }, caller),
  rejectJoinRequests: ({ who }, { groupId, caller }) =>
    new RejectJoinRequestsCommand({ groupId, rejections: who.map((memberId) => ({ memberId })) }, caller),
  addMembers: ({ who: memberIds }, { groupId, caller }) =>
    new AddMembersCommand({ groupId, memberIds, openInvitations: 0 }, caller),
  removeMembers: ({ who: memberIds }, { groupId, caller }) => new RemoveMembersCommand({ groupId, memberIds }, caller),
  leaveGroup: (_, { groupId, caller }) => new LeaveGroupCommand({ groupId }, caller),
  inviteMembers: ({ who: memberIds }, { groupId, caller }) =>
    new InviteMembersCommand({ groupId, memberIds, openInvitations: 0 }, caller),
  revokeInvitation: ({ who: memberId }, { groupId, caller }) =>
    new RevokeInvitationCommand({ groupId, memberId }, caller),
  acceptInvitation: (_, { groupId, caller }) => new AcceptInvitationCommand({ groupId }, caller),
  declineInvitation: (_, { groupId, caller }) => new DeclineInvitationCommand({ groupId }, caller),
  banMembers: ({ who: memberIds }, { groupId, caller }) => new BanMembersCommand({ groupId, memberIds }, caller),
  liftBan: ({ who: memberId }, { groupId, caller }) => new LiftBanCommand({ groupId, memberId }, caller),
  assignRole: ({ who: memberIds, role }, { groupId, caller }) =>
    new AssignRoleCommand({ groupId, memberIds, role }, caller),
  unassignRole: ({ who: memberIds }, { groupId, caller }) => new UnassignRoleCommand({ groupId, memberIds }, caller),
  handOverOwnership: ({ who: memberId }, { groupId, caller }) =>
    new HandOverOwnershipCommand({ groupId, memberId }, caller),
  updateGroup: ({ changes }, { groupId, caller }) => new UpdateGroupCommand({ groupId, changes }, caller),
  replaceQuestion: ({ required }, { groupId, questionId: id, caller }) => {
    const questions = required === null ? [] : [{ ...(id !== undefined && { id }), text: 'Why?', required }];
    return new ReplaceQuestionsCommand({ groupId, questions, newIds: [randomUUID()] }, caller);
  },
  deleteGroup: (_, { groupId, caller }) => new DeleteGroupCommand({ groupId }, caller),
  setCreationPolicy: ({ creationPolicy }, { caller }) => new ChangeSiteSettingsCommand({ creationPolicy }, caller),
  setProfile: ({ who: memberId, profile }, { caller }) => new SetSiteMemberCommand({ memberId, profile }, caller),
  endAccount: ({ who: memberId }, { caller }) => new EndAccountCommand({ memberId }, caller),
};

/** The command that the action's route would send. `groupId`: of the group in which it happens, or of the new one. */
export const domainCommandFor = (action: Action, input: CommandInput): object =>
  (table[action.do] as (action: Action, input: CommandInput) => object)(action, input);
