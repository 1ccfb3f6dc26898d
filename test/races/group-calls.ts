import type { Call } from '../support/call';
import type { Client } from '../support/client';
import { naming } from '../support/invitations';

/** Calls about one group or one person, made without expecting anything of the response. */
const inGroup = (id: string, rest: string) => `/v2/groups/${id}/${rest}`;
const admin = (who: Client) => ({ ...naming(who), role: { value: 'ADMIN' } });

export const joins = (who: Client, id: string): Call => who.post(inGroup(id, 'join'));
export const leaves = (who: Client, id: string): Call => who.post(inGroup(id, 'leave'));
export const asks = (who: Client, id: string): Call => who.post(inGroup(id, 'join-requests'));
export const cancels = (who: Client, id: string): Call => who.post(inGroup(id, 'join-requests/cancel'));
export const approves = (by: Client, id: string, who: Client): Call =>
  by.post(inGroup(id, 'join-requests/approve'), naming(who));
export const rejects = (by: Client, id: string, who: Client): Call =>
  by.post(inGroup(id, 'join-requests/reject'), { rejections: [{ memberId: who.id }] });
export const adds = (by: Client, id: string, who: Client): Call => by.post(inGroup(id, 'members'), naming(who));
export const invites = (by: Client, id: string, who: Client): Call => by.post(inGroup(id, 'invitations'), naming(who));
export const removes = (by: Client, id: string, who: Client): Call =>
  by.delete(inGroup(id, `members?memberIds=${who.id}`));
export const bans = (by: Client, id: string, who: Client): Call => by.post(inGroup(id, 'bans'), naming(who));
export const lifts = (by: Client, id: string, who: Client): Call => by.delete(inGroup(id, `bans/${who.id}`));
export const promotes = (by: Client, id: string, who: Client): Call => by.post(inGroup(id, 'roles/assign'), admin(who));
export const demotes = (by: Client, id: string, who: Client): Call =>
  by.post(inGroup(id, 'roles/unassign'), admin(who));
export const changes = (by: Client, id: string, group: object): Call => by.patch(`/v2/groups/${id}`, { group });
export const deletes = (by: Client, id: string): Call => by.delete(`/v2/groups/${id}`);
export const endsAccount = (by: Client, who: Client): Call => by.delete(`/v2/site-members/${who.id}`);
