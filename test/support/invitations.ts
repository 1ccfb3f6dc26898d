import type { Call } from './call';
import type { Client } from './client';

/** Calls and bodies of invitations. */

/** The path of the invitations to a group. */
export const invitationsOf = (groupId: string): string => `/v2/groups/${groupId}/invitations`;

/** A body that names these people. */
export const naming = (...people: readonly Client[]) => ({ memberIds: people.map(({ id }) => id) });

export const accepts = (who: Client, groupId: string): Call => who.post(`${invitationsOf(groupId)}/accept`);
export const declines = (who: Client, groupId: string): Call => who.post(`${invitationsOf(groupId)}/decline`);
export const revokes = (by: Client, who: Client, groupId: string): Call =>
  by.delete(`${invitationsOf(groupId)}/${who.id}`);
