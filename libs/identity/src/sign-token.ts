import type { AuthClaims } from '@app/config';
import { SignJWT } from 'jose';

/** The role that a token gives: that of a person, of a person who runs the site, or of a program. */
export type Role = 'member' | 'site-admin' | 'app';

/** The claims of a token to be signed. */
export type TokenOptions = {
  /** The id of the member or app. */
  readonly sub: string;
  /** Default: `member`. */
  readonly role?: Role;
  /** Absent: the service's default site. */
  readonly site?: string;
  readonly expiresInSeconds: number;
  readonly issuer?: string | null;
  readonly audience?: string | null;
  /** The claims that the service reads. Default: those of a service without settings for them. */
  readonly claims?: AuthClaims;
};

const defaultClaims: AuthClaims = {
  member: 'sub',
  role: 'role',
  site: 'site',
  siteAdminValues: ['site-admin'],
  appValues: ['app'],
};

/** A token signed with a shared secret (HS256), for development and tests. */
export function signToken(secret: Uint8Array, options: TokenOptions): Promise<string> {
  const { sub, role = 'member', site, expiresInSeconds, issuer, audience, claims = defaultClaims } = options;
  const roleValue = { member: undefined, 'site-admin': claims.siteAdminValues[0], app: appValue(claims) }[role];
  const token = new SignJWT({
    ...(roleValue !== undefined && { [claims.role]: roleValue }),
    ...(site !== undefined && { [claims.site]: site }),
    [claims.member]: sub,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + expiresInSeconds);
  if (issuer) token.setIssuer(issuer);
  if (audience) token.setAudience(audience);
  return token.sign(secret);
}

/** A value that means an app, and not a site admin. */
const appValue = ({ appValues, siteAdminValues }: AuthClaims): string | undefined =>
  appValues.find((value) => !siteAdminValues.includes(value));
