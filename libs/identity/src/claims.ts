import type { AuthClaims } from '@app/config';
import { type Caller, type CallerKind, isSiteId, memberIdError } from '@app/kernel';
import { InvalidClaim } from './identity.errors';

/** What the settings say about the claims of a token. `defaultSite`: of tokens without a site; `null`: they are refused. */
export type ClaimRules = { readonly authClaims: AuthClaims; readonly defaultSite: string | null };

/** The caller of a token with these verified claims. Throws `InvalidClaim` for the first claim that cannot be used. */
export function callerOf(claims: object, { authClaims: names, defaultSite }: ClaimRules): Caller {
  const id = textOf(claimAt(claims, names.member), names.member);
  const idError = memberIdError(id);
  if (idError !== null) throw new InvalidClaim(names.member, idError);
  const kind = kindOf(rolesOf(claimAt(claims, names.role), names.role), names);
  const siteId = siteOf(claimAt(claims, names.site), names.site, defaultSite);
  return { kind, siteId, id, ...(kind !== 'APP' && { memberId: id }) };
}

/**
 * The value of a claim that is named by its name, or by a path with dots; `undefined`: there is none. Names may hold dots
 * themselves (`https://example.com/roles`): the whole name goes before any path.
 */
export function claimAt(claims: unknown, name: string): unknown {
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return undefined;
  const own = new Map<string, unknown>(Object.entries(claims));
  if (own.has(name)) return own.get(name);
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const found = claimAt(own.get(name.slice(0, dot)), name.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function textOf(value: unknown, claim: string): string {
  if (value === undefined) throw new InvalidClaim(claim, 'is missing');
  if (typeof value !== 'string') throw new InvalidClaim(claim, 'must be text');
  return value;
}

function siteOf(value: unknown, claim: string, defaultSite: string | null): string {
  const site = value === undefined && defaultSite !== null ? defaultSite : textOf(value, claim);
  if (!isSiteId(site)) throw new InvalidClaim(claim, 'must be a site id');
  return site;
}

function rolesOf(value: unknown, claim: string): readonly string[] {
  const roles: unknown[] = value === undefined ? [] : [value].flat();
  if (!roles.every((role) => typeof role === 'string'))
    throw new InvalidClaim(claim, 'must be text or a list of texts');
  return roles;
}

function kindOf(roles: readonly string[], { siteAdminValues, appValues }: AuthClaims): CallerKind {
  if (roles.some((role) => siteAdminValues.includes(role))) return 'SITE_ADMIN';
  return roles.some((role) => appValues.includes(role)) ? 'APP' : 'MEMBER';
}
