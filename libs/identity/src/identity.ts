import type { Settings } from '@app/config';
import { type Caller, isId } from '@app/kernel';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { callerOf } from './claims';
import { KeysUnavailable, Unauthenticated, WrongHeader } from './identity.errors';
import { type TokenKey, tokenKeyOf } from './token-key';

const MAX_TOKEN_BYTES = 8192;
/** How far the clock of the issuer of a token may be off. */
const CLOCK_SKEW_SECONDS = 60;

type IdentityRules = Pick<Settings, 'authIssuer' | 'authAudience' | 'defaultSite'>;

/** Authenticates callers from the headers of their requests. */
export class Identity {
  private readonly options: JWTVerifyOptions;

  constructor(
    private readonly tokenKey: TokenKey,
    private readonly rules: IdentityRules,
  ) {
    this.options = {
      algorithms: [...tokenKey.algorithms],
      requiredClaims: ['sub', 'exp'],
      clockTolerance: CLOCK_SKEW_SECONDS,
      ...(rules.authIssuer !== null && { issuer: rules.authIssuer }),
      ...(rules.authAudience !== null && { audience: rules.authAudience }),
    };
  }

  /** Uses the key from the settings. */
  static async of(settings: Settings): Promise<Identity> {
    return new Identity(await tokenKeyOf(settings), settings);
  }

  /**
   * The caller for the headers `Authorization` (a JWT, bare or after `Bearer `; absent or empty: a visitor), `x-site-id`
   * (read for visitors only) and `x-on-behalf-of` (apps only).
   * Throws `Unauthenticated` for an invalid token, `WrongHeader` for the other two headers, `KeysUnavailable` when the keys
   * cannot be fetched.
   */
  async identify(
    authorization: string | undefined,
    siteHeader: string | undefined,
    onBehalfOf: string | undefined,
  ): Promise<Caller> {
    const caller = authorization ? await this.bearer(authorization) : this.visitor(siteHeader);
    if (onBehalfOf === undefined) return caller;
    if (caller.kind !== 'APP') throw new WrongHeader('x-on-behalf-of', 'is for apps only', caller);
    if (!isId(onBehalfOf)) throw new WrongHeader('x-on-behalf-of', 'must be a member id', caller);
    return { ...caller, onBehalfOf };
  }

  private visitor(siteHeader: string | undefined): Caller {
    const siteId = siteHeader || this.rules.defaultSite;
    if (siteId === null) throw new WrongHeader('x-site-id', 'is needed from callers without a token', null);
    if (!isId(siteId)) throw new WrongHeader('x-site-id', 'must be a site id', null);
    return { kind: 'VISITOR', siteId, id: '' };
  }

  private async bearer(authorization: string): Promise<Caller> {
    const token = authorization.replace(/^Bearer +/i, '');
    if (Buffer.byteLength(token) > MAX_TOKEN_BYTES) throw new Unauthenticated('the token is too long');
    const caller = callerOf(await this.claims(token), this.rules.defaultSite);
    if (!caller) throw new Unauthenticated('the claims of the token do not name a caller');
    return caller;
  }

  private async claims(token: string): Promise<JWTPayload> {
    try {
      const { payload } =
        'keySet' in this.tokenKey
          ? await jwtVerify(token, this.tokenKey.keySet, this.options)
          : await jwtVerify(token, this.tokenKey.key, this.options);
      return payload;
    } catch (error) {
      if (isTokenError(error)) throw new Unauthenticated('the token is not good', { cause: error });
      throw new KeysUnavailable('the keys for tokens cannot be had', { cause: error });
    }
  }
}

/** Whether jose rejected the token. Its other errors are about fetching the keys. */
function isTokenError(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false;
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC';
}
