import { SignJWT } from 'jose';
import type { Role } from './claims';

export type TokenOptions = {
  /** The member, or the app. */
  readonly sub: string;
  /** Default: `member`. */
  readonly role?: Role;
  /** Absent: the service's default site. */
  readonly site?: string;
  readonly expiresInSeconds: number;
  readonly issuer?: string | null;
  readonly audience?: string | null;
};

/** A token signed (HS256) with a secret that both sides know: for development, and for tests. */
export function signToken(secret: Uint8Array, asked: TokenOptions): Promise<string> {
  const { sub, role = 'member', site, expiresInSeconds, issuer, audience } = asked;
  const token = new SignJWT({ role, ...(site !== undefined && { site }) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + expiresInSeconds);
  if (issuer) token.setIssuer(issuer);
  if (audience) token.setAudience(audience);
  return token.sign(secret);
}
