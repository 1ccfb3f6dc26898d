import { type Caller, type CallerKind, isId } from '@app/kernel';
import type { JWTPayload } from 'jose';

/** The kind of caller for each value of the `role` claim. */
export const kindByRole = { member: 'MEMBER', 'site-admin': 'SITE_ADMIN', app: 'APP' } as const satisfies Record<
  string,
  CallerKind
>;
/** A value of the `role` claim. */
export type Role = keyof typeof kindByRole;

const isRole = (role: unknown): role is Role => typeof role === 'string' && Object.hasOwn(kindByRole, role);

/** The caller of a token with these verified claims. `null`: a claim is missing or malformed, or there is no site. */
export function callerOf({ sub, role = 'member', site }: JWTPayload, defaultSite: string | null): Caller | null {
  const siteId = site === undefined ? defaultSite : site;
  if (typeof sub !== 'string' || !isId(sub) || !isRole(role)) return null;
  if (typeof siteId !== 'string' || !isId(siteId)) return null;
  return { kind: kindByRole[role], siteId, id: sub, ...(role !== 'app' && { memberId: sub }) };
}
