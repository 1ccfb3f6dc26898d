import type { KeyObject } from 'node:crypto';

/** How a person counts whom the site's directory does not know: by this profile, or not at all. */
export type UnknownSiteMembers = 'PUBLIC' | 'PRIVATE' | 'REFUSE';

/** What tokens are verified with. `DEVELOPMENT`: a random key that the service makes for itself in `dataDir`. */
export type AuthKey =
  | { readonly kind: 'SECRET'; readonly secret: Uint8Array }
  | { readonly kind: 'PUBLIC_KEY'; readonly key: KeyObject }
  | { readonly kind: 'JWKS'; readonly url: URL }
  | { readonly kind: 'DEVELOPMENT' };

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Everything that can be set from outside, read once at the start. */
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
  /** The site of callers who name none; `null`: they are refused. */
  readonly defaultSite: string | null;
  readonly unknownSiteMembers: UnknownSiteMembers;
  /** Calls of one caller in one minute in this process; 0: without limit. */
  readonly rateLimitPerMinute: number;
  /** How many proxies in front of this process are believed about the caller's address. */
  readonly trustedProxies: number;
  readonly corsOrigins: '*' | readonly string[];
  readonly logLevel: LogLevel;
  /** A port of its own for `/metrics`; `null`: it is served beside the API. */
  readonly metricsPort: number | null;
};

/** A setting that the service cannot start with. The message is one line: the variable, and what it accepts. */
export class WrongSetting extends Error {
  override readonly name = 'WrongSetting';
  constructor(
    readonly variable: string,
    accepts: string,
  ) {
    super(`${variable}: ${accepts}`);
  }
}
