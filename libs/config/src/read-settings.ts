import { readFileSync } from 'node:fs';
import { readAuthKey } from './auth-key';
import {
  readChoice,
  readCount,
  readList,
  readOrigins,
  readPort,
  readSite,
  readText,
  readUrl,
  type Environment,
  withFiles,
} from './environment';
import { logLevels, type Settings, WrongSetting } from './settings';

/** A larger number of proxies is taken for a mistake. */
const MAX_PROXIES = 100;

/**
 * Reads the settings from environment variables; absent and empty ones mean the default.
 * Throws `WrongSetting` for the first variable that cannot be used. `readFile` reads the files that variables name.
 */
export function readSettings(
  environment: Environment,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Settings {
  const env = withFiles(environment, ['AUTH_SECRET', 'EVENT_STORE_URL', 'READ_STORE_URL'], readFile);
  const production = env.NODE_ENV === 'production';
  const port = readPort(env, 'PORT') ?? 3000;
  const metricsPort = readPort(env, 'METRICS_PORT');
  if (metricsPort !== null && metricsPort !== 0 && metricsPort === port)
    throw new WrongSetting('METRICS_PORT', 'must be another port than PORT, or be left out to share it');
  return {
    production,
    host: readText(env, 'HOST') ?? '127.0.0.1',
    port,
    dataDir: readText(env, 'DATA_DIR') ?? './data',
    eventStoreUrl: readUrl(env, 'EVENT_STORE_URL', {
      pattern: /^(esdb|kurrentdb)(\+discover)?:\/\/[^\s/?#]+(\/?(\?\S*)?)$/,
      accepts: 'must be esdb://host:port (or kurrentdb://, esdb+discover://), or be left out for the embedded store',
    }),
    readStoreUrl: readUrl(env, 'READ_STORE_URL', {
      pattern: /^mongodb(\+srv)?:\/\/[^\s/?#]+\/[^\s/?#]+(\?\S*)?$/,
      accepts: 'must be mongodb://host:port/database, or be left out for the embedded store',
    }),
    authKey: readAuthKey(env, { production, readFile }),
    authIssuer: readText(env, 'AUTH_ISSUER'),
    authAudience: readText(env, 'AUTH_AUDIENCE'),
    authClaims: {
      member: readText(env, 'AUTH_MEMBER_CLAIM') ?? 'sub',
      role: readText(env, 'AUTH_ROLE_CLAIM') ?? 'role',
      site: readText(env, 'AUTH_SITE_CLAIM') ?? 'site',
      siteAdminValues: readList(env, 'AUTH_SITE_ADMIN_VALUES') ?? ['site-admin'],
      appValues: readList(env, 'AUTH_APP_VALUES') ?? ['app'],
    },
    defaultSite: readSite(env, 'DEFAULT_SITE') ?? (production ? null : 'default'),
    unknownSiteMembers: readChoice(env, 'UNKNOWN_SITE_MEMBERS', ['PUBLIC', 'PRIVATE', 'REFUSE']) ?? 'PUBLIC',
    rateLimitPerMinute: readCount(env, 'RATE_LIMIT_PER_MINUTE', 1_000_000_000) ?? 6000,
    trustedProxies: readCount(env, 'TRUST_PROXY', MAX_PROXIES) ?? 0,
    corsOrigins: readOrigins(env, 'CORS_ORIGINS') ?? '*',
    logLevel: readChoice(env, 'LOG_LEVEL', logLevels) ?? 'info',
    metricsPort,
  };
}
