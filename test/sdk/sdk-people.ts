import { randomUUID } from 'node:crypto';
import { groupRequests, groups, joinGroupRequests, members, membershipQuestions, roles, rules } from '@wix/groups';
import { createClient } from '@wix/sdk';
import { tokenFor } from '../support/people';
import type { Service } from '../support/service';
import { LatestConsistencyToken } from '../support/consistency-token';

const CONSISTENT = 'x-wix-consistent';
const modules = { groups, groupRequests, joinGroupRequests, members, membershipQuestions, roles, rules };

export type Sent = { readonly method: string; readonly path: string; readonly consistent: string | null };

/**
 * The official SDK, unmodified, signed in with this token. Only its `fetch` is replaced: by one that calls the service
 * instead of www.wixapis.com, and records the calls in `sent`. With `latest` it shares consistency tokens with its
 * other clients.
 */
export function sdkClient(
  { url }: Pick<Service, 'url'>,
  token: string,
  { latest, sent }: { latest?: LatestConsistencyToken; sent?: Sent[] } = {},
) {
  return createClient({
    auth: { getAuthHeaders: () => ({ headers: { Authorization: token } }) },
    modules,
    fetch: async (input, init) => {
      const target = new URL(input instanceof Request ? input.url : input);
      if (target.origin !== 'https://www.wixapis.com') throw new Error(`unexpected call of ${target.href}`);
      const headers = new Headers(init?.headers);
      sent?.push({ method: init?.method ?? 'GET', path: target.pathname, consistent: headers.get(CONSISTENT) });
      if (latest?.token) headers.set(CONSISTENT, latest.token);
      const response = await fetch(`${url}${target.pathname}${target.search}`, { ...init, headers });
      latest?.keep(response.headers.get(CONSISTENT));
      return response;
    },
  });
}
export type SdkClient = ReturnType<typeof sdkClient>;

/** An SDK client for each person of a new site; they share consistency tokens, so that each reads what the others wrote. */
export async function sdkPeople<Name extends string>(
  service: Service,
  ...names: Name[]
): Promise<Readonly<Record<Name | 'siteAdmin', SdkClient>> & { readonly site: string }> {
  const site = `site-${randomUUID()}`;
  const latest = new LatestConsistencyToken();
  const client = async (sub: string, role: 'member' | 'site-admin') =>
    sdkClient(service, await tokenFor({ sub, role, site }), { latest });
  const clients = names.map(async (name) => [name, await client(name, 'member')] as const);
  return {
    ...(Object.fromEntries(await Promise.all(clients)) as Record<Name, SdkClient>),
    siteAdmin: await client('site-admin', 'site-admin'),
    site,
  };
}

/** Requests to join, which the SDK has no function for. */
export async function asksToJoin({ fetchWithAuth }: SdkClient, groupId: string, message?: string): Promise<unknown> {
  const url = `https://www.wixapis.com/social-groups-proxy/join/v2/groups/${groupId}/join-requests`;
  const headers = { 'content-type': 'application/json' };
  const response = await fetchWithAuth(url, { method: 'POST', headers, body: JSON.stringify({ message }) });
  const body: unknown = await response.json();
  expect({ status: response.status, body }).toMatchObject({ status: 200 });
  return body;
}

/** Joins a public group, which the SDK has no function for either. */
export async function joins(
  { fetchWithAuth }: SdkClient,
  groupId: string,
  membershipQuestionAnswers?: readonly { readonly id: string; readonly text: string }[],
): Promise<void> {
  const url = `https://www.wixapis.com/social-groups-proxy/members/v2/groups/${groupId}/join`;
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ membershipQuestionAnswers });
  const response = await fetchWithAuth(url, { method: 'POST', headers, body });
  expect({ status: response.status, body: await response.json() }).toMatchObject({ status: 200 });
}
