import { generateKeyPairSync } from 'node:crypto';
import { readSettings, WrongSetting } from '.';

const spki = { type: 'spki', format: 'pem' } as const;
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
const ed25519 = generateKeyPairSync('ed25519', { publicKeyEncoding: spki, privateKeyEncoding: pkcs8 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding: spki, privateKeyEncoding: pkcs8 });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384', publicKeyEncoding: spki, privateKeyEncoding: pkcs8 });
const rsa1024 = generateKeyPairSync('rsa', { modulusLength: 1024, publicKeyEncoding: spki, privateKeyEncoding: pkcs8 });
const secret = 's'.repeat(32);

describe('settings', () => {
  it('all have a default', () =>
    expect(readSettings({})).toEqual({
      production: false,
      host: '127.0.0.1',
      port: 3000,
      dataDir: './data',
      eventStoreUrl: null,
      readStoreUrl: null,
      authKey: { kind: 'DEVELOPMENT' },
      authIssuer: null,
      authAudience: null,
      authClaims: {
        member: 'sub',
        role: 'role',
        site: 'site',
        siteAdminValues: ['site-admin'],
        appValues: ['app'],
      },
      defaultSite: 'default',
      unknownSiteMembers: 'PUBLIC',
      rateLimitPerMinute: 6000,
      trustedProxies: 0,
      corsOrigins: '*',
      logLevel: 'info',
      metricsPort: null,
    }));

  it('have no default site in production', () =>
    expect(readSettings({ NODE_ENV: 'production', AUTH_SECRET: secret }).defaultSite).toBeNull());

  it.each([
    ['PORT', '8080', { port: 8080 }],
    ['PORT', '', { port: 3000 }],
    ['HOST', '0.0.0.0', { host: '0.0.0.0' }],
    ['DATA_DIR', '/var/lib/groups', { dataDir: '/var/lib/groups' }],
    ['EVENT_STORE_URL', 'esdb://one:2113,two:2113?tls=false', { eventStoreUrl: 'esdb://one:2113,two:2113?tls=false' }],
    ['EVENT_STORE_URL', 'kurrentdb://admin:changeit@db', { eventStoreUrl: 'kurrentdb://admin:changeit@db' }],
    ['EVENT_STORE_URL', 'esdb+discover://cluster/?tls=true', { eventStoreUrl: 'esdb+discover://cluster/?tls=true' }],
    ['READ_STORE_URL', 'mongodb://a,b/groups?replicaSet=rs', { readStoreUrl: 'mongodb://a,b/groups?replicaSet=rs' }],
    ['AUTH_ISSUER', 'https://login', { authIssuer: 'https://login' }],
    ['AUTH_AUDIENCE', 'groups', { authAudience: 'groups' }],
    ['AUTH_MEMBER_CLAIM', 'member.id', { authClaims: { member: 'member.id', role: 'role' } }],
    ['AUTH_ROLE_CLAIM', 'https://example.com/roles', { authClaims: { role: 'https://example.com/roles' } }],
    ['AUTH_SITE_CLAIM', 'org_id', { authClaims: { site: 'org_id' } }],
    [
      'AUTH_SITE_ADMIN_VALUES',
      'boss, owner',
      { authClaims: { siteAdminValues: ['boss', 'owner'], appValues: ['app'] } },
    ],
    ['AUTH_APP_VALUES', 'machine', { authClaims: { appValues: ['machine'] } }],
    ['DEFAULT_SITE', 's1', { defaultSite: 's1' }],
    ['UNKNOWN_SITE_MEMBERS', 'REFUSE', { unknownSiteMembers: 'REFUSE' }],
    ['RATE_LIMIT_PER_MINUTE', '0', { rateLimitPerMinute: 0 }],
    ['TRUST_PROXY', '2', { trustedProxies: 2 }],
    ['CORS_ORIGINS', 'https://a.org, http://b:8080', { corsOrigins: ['https://a.org', 'http://b:8080'] }],
    ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
    ['METRICS_PORT', '9100', { metricsPort: 9100 }],
  ])('accept %s=%s', (variable, value, settings) =>
    expect(readSettings({ [variable]: value })).toMatchObject(settings),
  );

  it.each([
    ['PORT', '65536'],
    ['PORT', '80 80'],
    ['PORT', '0x50'],
    ['EVENT_STORE_URL', 'http://localhost:2113'],
    ['EVENT_STORE_URL', 'esdb://'],
    ['READ_STORE_URL', 'mongodb://localhost:27017'],
    ['READ_STORE_URL', 'mongodb://localhost:27017/'],
    ['AUTH_SECRET', 'short'],
    ['AUTH_SECRET', 'ü'.repeat(15)],
    ['AUTH_SECRET', `${secret},short`],
    ['AUTH_SECRET', `${secret},`],
    ['AUTH_SECRET', `${secret},${secret},${secret}`],
    ['AUTH_SECRET_FILE', '/no/such/file'],
    ['EVENT_STORE_URL_FILE', '/no/such/file'],
    ['AUTH_APP_VALUES', 'machine,,app'],
    ['AUTH_SITE_ADMIN_VALUES', ','],
    ['AUTH_PUBLIC_KEY', '/no/such/file.pem'],
    ['AUTH_PUBLIC_KEY', p384.publicKey],
    ['AUTH_PUBLIC_KEY', rsa1024.publicKey],
    ['AUTH_PUBLIC_KEY', p256.privateKey],
    ['AUTH_JWKS_URL', 'file:///etc/keys'],
    ['AUTH_JWKS_URL', 'keys'],
    ['AUTH_JWKS_URL', 'https://me:hunter2@keys.example.org'],
    ['AUTH_JWKS_MAX_AGE', '24'],
    ['AUTH_JWKS_MAX_AGE', 'forever'],
    ['DEFAULT_SITE', 'me'],
    ['DEFAULT_SITE', 'a site'],
    ['UNKNOWN_SITE_MEMBERS', 'public'],
    ['RATE_LIMIT_PER_MINUTE', '-1'],
    ['RATE_LIMIT_PER_MINUTE', '1.5'],
    ['TRUST_PROXY', 'true'],
    ['CORS_ORIGINS', 'https://a.org/path'],
    ['CORS_ORIGINS', 'https://a.org,*'],
    ['LOG_LEVEL', 'loud'],
    ['METRICS_PORT', 'none'],
    ['METRICS_PORT', '3000'],
  ])('refuse %s=%s with one line that names the variable', (variable, value) => {
    const refused = refusalOf({ [variable]: value });
    expect(refused.message).toMatch(new RegExp(`^${variable}: .+$`));
    expect(refused.message).not.toContain('\n');
  });

  it('never show a secret in an error', () =>
    expect(refusalOf({ READ_STORE_URL: 'mongodb://me:hunter2@db' }).message).not.toContain('hunter2'));

  it('take two secrets, of which the first signs', () =>
    expect(readSettings({ AUTH_SECRET: `${secret}, ${'t'.repeat(32)}` }).authKey).toEqual({
      kind: 'SECRET',
      secrets: [new TextEncoder().encode(secret), new TextEncoder().encode('t'.repeat(32))],
    }));

  it.each([
    [undefined, 86_400_000],
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['0h', 0],
    ['7d', 604_800_000],
  ])('use published keys for AUTH_JWKS_MAX_AGE=%s while they cannot be fetched', (AUTH_JWKS_MAX_AGE, maxAgeMs) =>
    expect(readSettings({ AUTH_JWKS_URL: 'https://keys', AUTH_JWKS_MAX_AGE }).authKey).toMatchObject({ maxAgeMs }),
  );

  it('are read from files', () => {
    const files: Record<string, string> = {
      '/run/secrets/auth': `${secret}\n`,
      '/run/secrets/events': 'esdb://me:hunter2@db\n',
      '/run/secrets/views': 'mongodb://me:hunter2@db/groups\n',
      '/run/secrets/empty': '\n',
    };
    const read = (env: Record<string, string>) => readSettings(env, (path) => files[path]!);
    expect(
      read({
        AUTH_SECRET_FILE: '/run/secrets/auth',
        EVENT_STORE_URL_FILE: '/run/secrets/events',
        READ_STORE_URL_FILE: '/run/secrets/views',
      }),
    ).toMatchObject({
      authKey: { kind: 'SECRET', secrets: [new TextEncoder().encode(secret)] },
      eventStoreUrl: 'esdb://me:hunter2@db',
      readStoreUrl: 'mongodb://me:hunter2@db/groups',
    });
    expect(() => read({ AUTH_SECRET_FILE: '/run/secrets/empty' })).toThrow(
      'AUTH_SECRET_FILE: /run/secrets/empty is empty',
    );
    expect(() => read({ AUTH_SECRET_FILE: '/run/secrets/auth', AUTH_SECRET: secret })).toThrow(
      'AUTH_SECRET and AUTH_SECRET_FILE: only one of these may be set',
    );
    expect(() => read({ AUTH_SECRET_FILE: '/run/secrets/auth', AUTH_JWKS_URL: 'https://keys' })).toThrow(
      'AUTH_SECRET and AUTH_JWKS_URL: only one of these may be set',
    );
  });

  it('refuse two keys', () =>
    expect(refusalOf({ AUTH_SECRET: secret, AUTH_JWKS_URL: 'https://keys' }).message).toBe(
      'AUTH_SECRET and AUTH_JWKS_URL: only one of these may be set',
    ));

  it('refuse to use the development key in production', () =>
    expect(refusalOf({ NODE_ENV: 'production' }).message).toMatch(/^AUTH_SECRET: in production/));

  it.each([
    ['a PEM', p256.publicKey, 'ec'],
    ['a PEM on one line', ed25519.publicKey.replaceAll('\n', '\\n'), 'ed25519'],
    ['the path of one', '/keys/public.pem', 'ed25519'],
  ])('accept %s as public key', (_, value, type) => {
    const { authKey } = readSettings({ AUTH_PUBLIC_KEY: value }, () => ed25519.publicKey);
    expect(authKey).toMatchObject({ kind: 'PUBLIC_KEY', key: { asymmetricKeyType: type } });
  });
});

function refusalOf(env: Record<string, string>): WrongSetting {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof WrongSetting) return error;
  }
  throw new Error('this was not refused');
}
