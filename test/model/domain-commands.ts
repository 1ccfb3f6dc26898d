import { randomUUID } from 'node:crypto';
import type { Caller } from '@app/kernel';
import { AcceptInvitationCommand } from '../../libs/groups/src/commands/accept-invitation/accept-invitation.command';
import { AddMembersCommand } from '../../libs/groups/src/commands/add-members/add-members.command';
import { ApproveCreateRequestsCommand } from '../../libs/groups/src/commands/approve-create-requests/approve-create-requests.command';
import { ApproveJoinRequestsCommand } from '../../libs/groups/src/commands/approve-join-requests/approve-join-requests.command';
import { SubmitCreateRequestCommand } from '../../libs/groups/src/commands/submit-create-request/submit-create-request.command';
import { AssignRoleCommand } from '../../libs/groups/src/commands/assign-role/assign-role.command';
import { BanMembersCommand } from '../../libs/groups/src/commands/ban-members/ban-members.command';
import { CancelCreateRequestCommand } from '../../libs/groups/src/commands/cancel-create-request/cancel-create-request.command';
import { CancelJoinRequestCommand } from '../../libs/groups/src/commands/cancel-join-request/cancel-join-request.command';
import { ChangeSiteSettingsCommand } from '../../libs/groups/src/commands/change-site-settings/change-site-settings.command';
import { CreateGroupCommand } from '../../libs/groups/src/commands/create-group/create-group.command';
import { DeclineInvitationCommand } from '../../libs/groups/src/commands/decline-invitation/decline-invitation.command';
import { DeleteGroupCommand } from '../../libs/groups/src/commands/delete-group/delete-group.command';
import { EndAccountCommand } from '../../libs/groups/src/commands/end-account/end-account.command';
import { HandOverOwnershipCommand } from '../../libs/groups/src/commands/hand-over-ownership/hand-over-ownership.command';
import { InviteMembersCommand } from '../../libs/groups/src/commands/invite-members/invite-members.command';
import { JoinGroupCommand } from '../../libs/groups/src/commands/join-group/join-group.command';
import { LeaveGroupCommand } from '../../libs/groups/src/commands/leave-group/leave-group.command';
import { LiftBanCommand } from '../../libs/groups/src/commands/lift-ban/lift-ban.command';
import { RejectCreateRequestsCommand } from '../../libs/groups/src/commands/reject-create-requests/reject-create-requests.command';
import { RejectJoinRequestsCommand } from '../../libs/groups/src/commands/reject-join-requests/reject-join-requests.command';
import { RemoveMembersCommand } from '../../libs/groups/src/commands/remove-members/remove-members.command';
import { ReplaceQuestionsCommand } from '../../libs/groups/src/commands/replace-questions/replace-questions.command';
import { RequestToJoinCommand } from '../../libs/groups/src/commands/request-to-join/request-to-join.command';
import { RevokeInvitationCommand } from '../../libs/groups/src/commands/revoke-invitation/revoke-invitation.command';
import { SetSiteMemberCommand } from '../../libs/groups/src/commands/set-site-member/set-site-member.command';
import { UnassignRoleCommand } from '../../libs/groups/src/commands/unassign-role/unassign-role.command';
import { UpdateGroupCommand } from '../../libs/groups/src/commands/update-group/update-group.command';
import { newGroupDetails } from '../../libs/groups/src/http/requests/new-group';
import type { ActionName, Action, ActionOf } from './actions';

type CommandInput = { readonly groupId: string; readonly questionId: string | undefined; readonly caller: Caller };
type Table = { readonly [Name in ActionName]: (action: ActionOf<Name>, input: CommandInput) => object };

/** The items of a bulk command: one for each of these people. */
const each = <Rest extends object>(who: readonly string[], rest: Rest) =>
  who.map((memberId) => ({ ...rest, memberId }));

const answersTo = (id: string | undefined) => (id === undefined ? [] : [{ id, text: 'So.' }]);

const table: Table = {
  createGroup: ({ creator: creatorId, name, privacyStatus }, { groupId, caller }) =>
    new CreateGroupCommand({ groupId, creatorId, details: newGroupDetails({ name, privacyStatus }) }, caller),
  askToCreate: ({ name, privacyStatus }, { groupId, caller }) =>
    new SubmitCreateRequestCommand({ groupId, details: newGroupDetails({ name, privacyStatus }) }, caller),
  approveCreateRequest: (_, { groupId, caller }) => new ApproveCreateRequestsCommand([{ groupId }], caller),
  rejectCreateRequest: (_, { groupId, caller }) => new RejectCreateRequestsCommand([{ groupId }], caller),
  cancelCreateRequest: (_, { groupId, caller }) => new CancelCreateRequestCommand({ groupId }, caller),
  joinGroup: ({ answers }, { groupId, questionId, caller }) =>
    new JoinGroupCommand({ groupId, answers: answersTo(answers ? questionId : undefined) }, caller),
  requestToJoin: ({ answers }, { groupId, questionId, caller }) =>
    new RequestToJoinCommand({ groupId, answers: answersTo(answers ? questionId : undefined) }, caller),
  cancelJoinRequest: (_, { groupId, caller }) => new CancelJoinRequestCommand({ groupId }, caller),
  approveJoinRequests: ({ who }, { groupId, caller }) => new ApproveJoinRequestsCommand(each(who, { groupId }), caller),
  rejectJoinRequests: ({ who }, { groupId, caller }) => new RejectJoinRequestsCommand(each(who, { groupId }), caller),
  addMembers: ({ who }, { groupId, caller }) => new AddMembersCommand(each(who, { groupId }), caller),
  removeMembers: ({ who }, { groupId, caller }) => new RemoveMembersCommand(each(who, { groupId }), caller),
  leaveGroup: (_, { groupId, caller }) => new LeaveGroupCommand({ groupId }, caller),
  inviteMembers: ({ who }, { groupId, caller }) => new InviteMembersCommand(each(who, { groupId }), caller),
  revokeInvitation: ({ who: memberId }, { groupId, caller }) =>
    new RevokeInvitationCommand({ groupId, memberId }, caller),
  acceptInvitation: (_, { groupId, caller }) => new AcceptInvitationCommand({ groupId }, caller),
  declineInvitation: (_, { groupId, caller }) => new DeclineInvitationCommand({ groupId }, caller),
  banMembers: ({ who }, { groupId, caller }) => new BanMembersCommand(each(who, { groupId }), caller),
  liftBan: ({ who: memberId }, { groupId, caller }) => new LiftBanCommand({ groupId, memberId }, caller),
  assignRole: ({ who, role }, { groupId, caller }) => new AssignRoleCommand(each(who, { groupId, role }), caller),
  unassignRole: ({ who }, { groupId, caller }) => new UnassignRoleCommand(each(who, { groupId }), caller),
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
