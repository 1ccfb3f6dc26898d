import type { Settings } from '@app/config';
import { type Caller, isSiteId, memberIdError } from '@app/kernel';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { callerOf, type ClaimRules } from './claims';
import { InvalidClaim, KeysUnavailable, Unauthenticated, WrongHeader } from './identity.errors';
import { type Keys, type TokenKey, tokenKeyOf } from './token-key';

const MAX_TOKEN_BYTES = 8192;
/** How far the clock of the issuer of a token may be off. */
const CLOCK_SKEW_SECONDS = 60;

/** Keys of which one has signed a token. */
type AnyKeys = Keys | errors.JWKSMultipleMatchingKeys;

type IdentityRules = Pick<Settings, 'authIssuer' | 'authAudience'> & ClaimRules;

/** Authenticates callers from the headers of their requests. */
export class Identity {
  private readonly options: JWTVerifyOptions;

  constructor(
    private readonly tokenKey: TokenKey,
    private readonly rules: IdentityRules,
  ) {
    this.options = {
      algorithms: [...tokenKey.algorithms],
      requiredClaims: ['exp'],
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
    const error = memberIdError(onBehalfOf);
    if (error !== null) throw new WrongHeader('x-on-behalf-of', error, caller);
    return { ...caller, onBehalfOf };
  }

  private visitor(siteHeader: string | undefined): Caller {
    const siteId = siteHeader || this.rules.defaultSite;
    if (siteId === null) throw new WrongHeader('x-site-id', 'is needed from callers without a token', null);
    if (!isSiteId(siteId)) throw new WrongHeader('x-site-id', 'must be a site id', null);
    return { kind: 'VISITOR', siteId, id: '' };
  }

  private async bearer(authorization: string): Promise<Caller> {
    const token = authorization.replace(/^Bearer +/i, '');
    if (Buffer.byteLength(token) > MAX_TOKEN_BYTES) throw new Unauthenticated('the token is too long');
    return callerOf(await this.claims(token), this.rules);
  }

  private async claims(token: string): Promise<JWTPayload> {
    try {
      return await this.verify(token);
    } catch (error) {
      if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed)
        throw new InvalidClaim(error.claim, reasonOf(error));
      if (isTokenError(error)) throw new Unauthenticated(error.code);
      throw new KeysUnavailable('the keys for tokens cannot be had', { cause: error });
    }
  }

  private async verify(token: string): Promise<JWTPayload> {
    if ('keys' in this.tokenKey) return this.verifyWithAny(token, this.tokenKey.keys);
    try {
      return (await jwtVerify(token, this.tokenKey.keySet, this.options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      return this.verifyWithAny(token, error); // without a key id any of them may have signed it
    }
  }

  private async verifyWithAny(token: string, keys: AnyKeys): Promise<JWTPayload> {
    for await (const key of keys)
      try {
        return (await jwtVerify(token, key, this.options)).payload;
      } catch (error) {
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

/** What is wrong with a claim that jose has checked. */
function reasonOf({ claim, reason }: errors.JWTExpired | errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return 'is missing';
  if (reason === 'invalid') return 'is of the wrong type';
  if (claim === 'exp') return 'is in the past';
  return claim === 'nbf' ? 'is in the future' : 'is not the one that this service takes';
}

/** Whether jose rejected the token. Its other errors are about fetching the keys. */
function isTokenError(error: unknown): error is errors.JOSEError {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false;
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC';
}
