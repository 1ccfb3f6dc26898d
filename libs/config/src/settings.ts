import type { KeyObject } from 'node:crypto';

/** How to treat a person whom the site's member directory does not know: as having this profile, or refuse them. */
export type UnknownSiteMembers = 'PUBLIC' | 'PRIVATE' | 'REFUSE';

/** The key that verifies tokens. `DEVELOPMENT`: a random key that the service creates in `dataDir`. */
export type AuthKey =
  | { readonly kind: 'SECRET'; readonly secrets: readonly [signing: Uint8Array, ...older: Uint8Array[]] }
  | { readonly kind: 'PUBLIC_KEY'; readonly key: KeyObject }
  /** `maxAgeMs`: how long the last keys are used while they cannot be fetched. */
  | { readonly kind: 'JWKS'; readonly url: URL; readonly maxAgeMs: number }
  | { readonly kind: 'DEVELOPMENT' };

/**
 * Which claims of a token say who the caller is. A claim is named by its name or by a path of names with dots between
 * them (`realm_access.roles`).
 */
export type AuthClaims = {
  readonly member: string;
  readonly role: string;
  readonly site: string;
  /** The values of the role claim that mean a site admin. They go before `appValues`. */
  readonly siteAdminValues: readonly string[];
  /** The values of the role claim that mean an app. Any other value means a member. */
  readonly appValues: readonly string[];
};

/** The values of `LOG_LEVEL`. */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** A value of `LOG_LEVEL`. */
export type LogLevel = (typeof logLevels)[number];

/** All settings of the process, read once at the start. */
export type Settings = {
  readonly production: boolean;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly dataDir: string;
  /** `null`: the embedded store. */
  readonly eventStoreUrl: string | null;
  /** `null`: the embedded store. */
  readonly readStoreUrl: string | null;
  readonly authKey: AuthKey;
  /** `null`: not checked. */
  readonly authIssuer: string | null;
  /** `null`: not checked. */
  readonly authAudience: string | null;
  readonly authClaims: AuthClaims;
  /** The site of callers who name none; `null`: such callers are refused. */
  readonly defaultSite: string | null;
  readonly unknownSiteMembers: UnknownSiteMembers;
  /** Requests of one caller in one minute in this process; 0: no limit. */
  readonly rateLimitPerMinute: number;
  /** How many proxies in front of this process are trusted to report the caller's address. */
  readonly trustedProxies: number;
  readonly corsOrigins: '*' | readonly string[];
  readonly logLevel: LogLevel;
  /** A separate port for `/metrics`; `null`: it is served on the port of the API. */
  readonly metricsPort: number | null;
};

/** An invalid setting. The message is one line: the variable, and what it accepts. */
export class WrongSetting extends Error {
  override readonly name = 'WrongSetting';
  constructor(
    readonly variable: string,
    accepts: string,
  ) {
    super(`${variable}: ${accepts}`);
  }
}
