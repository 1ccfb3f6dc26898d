import { SignJWT } from 'jose';
import type { Role } from './claims';

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
};

/** A token signed with a shared secret (HS256), for development and tests. */
export function signToken(secret: Uint8Array, options: TokenOptions): Promise<string> {
  const { sub, role = 'member', site, expiresInSeconds, issuer, audience } = options;
  const token = new SignJWT({ role, ...(site !== undefined && { site }) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + expiresInSeconds);
  if (issuer) token.setIssuer(issuer);
  if (audience) token.setAudience(audience);
  return token.sign(secret);
}
