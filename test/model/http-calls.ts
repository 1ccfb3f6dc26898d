import type { Call } from '../support/call';
import type { Client } from '../support/client';
import type { ActionName, Action, ActionOf } from './actions';

type Table = {
  readonly [Name in ActionName]: (
    by: Client,
    groupId: string,
    action: ActionOf<Name>,
    questionId: string | undefined,
  ) => Call;
};
const groups = '/v2/groups';
const requests = '/v2/group-requests';
const role = (value: string) => ({ role: { value } });

const answersTo = (id: string | undefined) => ({
  membershipQuestionAnswers: id === undefined ? [] : [{ id, text: 'So.' }],
});

const table: Table = {
  createGroup: (by, _, { creator: creatorId, name, privacyStatus }) =>
    by.post(groups, { group: { name, privacyStatus }, creatorId }),
  askToCreate: (by, _, { name, privacyStatus }) => by.post(requests, { group: { name, privacyStatus } }),
  approveCreateRequest: (by, id) => by.post(`${requests}/approve`, { groupRequestIds: [id] }),
  rejectCreateRequest: (by, id) => by.post(`${requests}/reject`, { rejections: [{ groupRequestId: id }] }),
  cancelCreateRequest: (by, id) => by.post(`${requests}/${id}/cancel`),
  joinGroup: (by, id, { answers }, question) =>
    by.post(`${groups}/${id}/join`, answersTo(answers ? question : undefined)),
  requestToJoin: (by, id, { answers }, question) =>
    by.post(`${groups}/${id}/join-requests`, answersTo(answers ? question : undefined)),
  cancelJoinRequest: (by, id) => by.post(`${groups}/${id}/join-requests/cancel`),
  approveJoinRequests: (by, id, { who: memberIds }) => by.post(`${groups}/${id}/join-requests/approve`, { memberIds }),
  rejectJoinRequests: (by, id, { who }) =>
    by.post(`${groups}/${id}/join-requests/reject`, { rejections: who.map((memberId) => ({ memberId })) }),
  addMembers: (by, id, { who: memberIds }) => by.post(`${groups}/${id}/members`, { memberIds }),
  removeMembers: (by, id, { who }) => by.delete(`${groups}/${id}/members?memberIds=${who.join('&memberIds=')}`),
  leaveGroup: (by, id) => by.post(`${groups}/${id}/leave`),
  inviteMembers: (by, id, { who: memberIds }) => by.post(`${groups}/${id}/invitations`, { memberIds }),
  revokeInvitation: (by, id, { who }) => by.delete(`${groups}/${id}/invitations/${who}`),
  acceptInvitation: (by, id) => by.post(`${groups}/${id}/invitations/accept`),
  declineInvitation: (by, id) => by.post(`${groups}/${id}/invitations/decline`),
  banMembers: (by, id, { who: memberIds }) => by.post(`${groups}/${id}/bans`, { memberIds }),
  liftBan: (by, id, { who }) => by.delete(`${groups}/${id}/bans/${who}`),
  assignRole: (by, id, { who: memberIds, role: value }) =>
    by.post(`${groups}/${id}/roles/assign`, { memberIds, ...role(value) }),
  unassignRole: (by, id, { who: memberIds }) =>
    by.post(`${groups}/${id}/roles/unassign`, { memberIds, ...role('ADMIN') }),
  handOverOwnership: (by, id, { who: memberId }) => by.post(`${groups}/${id}/owner`, { memberId }),
  updateGroup: (by, id, { changes: group }) => by.patch(`${groups}/${id}`, { group }),
  replaceQuestion: (by, id, { required }, question) =>
    by.put(`/v2/membership-questions/${id}`, {
      questions: required === null ? [] : [{ id: question, text: 'Why?', required }],
    }),
  deleteGroup: (by, id) => by.delete(`${groups}/${id}`),
  setCreationPolicy: (by, _, { creationPolicy }) => by.patch('/v2/settings', { settings: { creationPolicy } }),
  setProfile: (by, _, { who, profile }) => by.put(`/v2/site-members/${who}`, { siteMember: { profile } }),
  endAccount: (by, _, { who }) => by.delete(`/v2/site-members/${who}`),
};

/** The HTTP call of an action. `questionId`: the id of the group's membership question, if it has one. */
export const httpCallFor = (action: Action, by: Client, groupId: string, questionId?: string): Call =>
  (table[action.do] as Table['replaceQuestion'])(by, groupId, action as ActionOf<'replaceQuestion'>, questionId);
