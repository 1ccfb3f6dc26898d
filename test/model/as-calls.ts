import type { Call } from '../support/call';
import type { Client } from '../support/client';
import type { Doing, Step, StepOf } from './steps';

type Table = {
  readonly [D in Doing]: (by: Client, groupId: string, step: StepOf<D>, questionId: string | undefined) => Call;
};
const groups = '/v2/groups';
const requests = '/v2/group-requests';
const role = (value: string) => ({ role: { value } });

const answersTo = (id: string | undefined) => ({
  membershipQuestionAnswers: id === undefined ? [] : [{ id, text: 'So.' }],
});

const table: Table = {
  create: (by, _, { creator: creatorId, name, privacyStatus }) =>
    by.post(groups, { group: { name, privacyStatus }, creatorId }),
  askToCreate: (by, _, { name, privacyStatus }) => by.post(requests, { group: { name, privacyStatus } }),
  approveCreate: (by, id) => by.post(`${requests}/approve`, { groupRequestIds: [id] }),
  rejectCreate: (by, id) => by.post(`${requests}/reject`, { rejections: [{ groupRequestId: id }] }),
  cancelCreate: (by, id) => by.post(`${requests}/${id}/cancel`),
  join: (by, id, { answers }, question) => by.post(`${groups}/${id}/join`, answersTo(answers ? question : undefined)),
  ask: (by, id, { answers }, question) =>
    by.post(`${groups}/${id}/join-requests`, answersTo(answers ? question : undefined)),
  cancel: (by, id) => by.post(`${groups}/${id}/join-requests/cancel`),
  approve: (by, id, { who: memberIds }) => by.post(`${groups}/${id}/join-requests/approve`, { memberIds }),
  reject: (by, id, { who }) =>
    by.post(`${groups}/${id}/join-requests/reject`, { rejections: who.map((memberId) => ({ memberId })) }),
  add: (by, id, { who: memberIds }) => by.post(`${groups}/${id}/members`, { memberIds }),
  remove: (by, id, { who }) => by.delete(`${groups}/${id}/members?memberIds=${who.join('&memberIds=')}`),
  leave: (by, id) => by.post(`${groups}/${id}/leave`),
  invite: (by, id, { who: memberIds }) => by.post(`${groups}/${id}/invitations`, { memberIds }),
  revoke: (by, id, { who }) => by.delete(`${groups}/${id}/invitations/${who}`),
  accept: (by, id) => by.post(`${groups}/${id}/invitations/accept`),
  decline: (by, id) => by.post(`${groups}/${id}/invitations/decline`),
  ban: (by, id, { who: memberIds }) => by.post(`${groups}/${id}/bans`, { memberIds }),
  lift: (by, id, { who }) => by.delete(`${groups}/${id}/bans/${who}`),
  assign: (by, id, { who: memberIds, role: value }) =>
    by.post(`${groups}/${id}/roles/assign`, { memberIds, ...role(value) }),
  unassign: (by, id, { who: memberIds }) => by.post(`${groups}/${id}/roles/unassign`, { memberIds, ...role('ADMIN') }),
  handOver: (by, id, { who: memberId }) => by.post(`${groups}/${id}/owner`, { memberId }),
  update: (by, id, { changes: group }) => by.patch(`${groups}/${id}`, { group }),
  question: (by, id, { required }, question) =>
    by.put(`/v2/membership-questions/${id}`, {
      questions: required === null ? [] : [{ id: question, text: 'Why?', required }],
    }),
  delete: (by, id) => by.delete(`${groups}/${id}`),
  setPolicy: (by, _, { creationPolicy }) => by.patch('/v2/settings', { settings: { creationPolicy } }),
  setProfile: (by, _, { who, profile }) => by.put(`/v2/site-members/${who}`, { siteMember: { profile } }),
  endAccount: (by, _, { who }) => by.delete(`/v2/site-members/${who}`),
};

/** A step as the call that its caller makes. `groupId`: of the group in which it happens; `questionId`: of its question. */
export const callOf = (step: Step, by: Client, groupId: string, questionId?: string): Call =>
  (table[step.do] as Table['question'])(by, groupId, step as StepOf<'question'>, questionId);
