import { type Caller, type CallerKind, isId } from '@app/kernel';
import type { JWTPayload } from 'jose';

/** What a token may say of its bearer, and what kind of caller that makes. */
export const kindByRole = { member: 'MEMBER', 'site-admin': 'SITE_ADMIN', app: 'APP' } as const satisfies Record<
  string,
  CallerKind
>;
export type Role = keyof typeof kindByRole;

const isRole = (role: unknown): role is Role => typeof role === 'string' && Object.hasOwn(kindByRole, role);

/** Who bears a token with these (verified) claims. `null`: a claim is missing or malformed, or no site is named. */
export function callerOf({ sub, role = 'member', site }: JWTPayload, defaultSite: string | null): Caller | null {
  const siteId = site === undefined ? defaultSite : site;
  if (typeof sub !== 'string' || !isId(sub) || !isRole(role)) return null;
  if (typeof siteId !== 'string' || !isId(siteId)) return null;
  return { kind: kindByRole[role], siteId, id: sub, ...(role !== 'app' && { memberId: sub }) };
}
