import { readSettings } from '@app/config';
import { SignJWT } from 'jose';
import fc from 'fast-check';
import { Identity, Unauthenticated } from '.';

const secret = new TextEncoder().encode('a secret that is 32 bytes or longer');
jest.setTimeout(120_000); // only stops a test that hangs

const identityOf = (env: Record<string, string> = {}) =>
  Identity.of(readSettings({ AUTH_SECRET: new TextDecoder().decode(secret), ...env }));
const now = () => Math.floor(Date.now() / 1000);
const signed = (claims: object) =>
  new SignJWT({ exp: now() + 600, ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(secret);

type Found = { kind: string; siteId: string; id: string; memberId?: string };
/** The caller of a token with these claims, or the `error_description` of its refusal; `null`: none. */
async function callerOf(claims: object, env?: Record<string, string>): Promise<Found | string | null> {
  const identity = await identityOf(env);
  try {
    return await identity.identify(await signed(claims), undefined, undefined);
  } catch (error) {
    if (error instanceof Unauthenticated) return error.description;
    throw error;
  }
}

describe('the member claim', () => {
  it.each([
    ['Auth0', 'auth0|64f0a1'],
    ['Auth0 with a social login', 'google-oauth2|103547991597142817347'],
    ['Supabase', '7f1c1d2e-6a77-4b62-8a5d-0c1fbc0d7f11'],
    ['Clerk', 'user_2abCDefGhIJklmNOpqrSTuvwx'],
    ['Keycloak', '8f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d'],
    ['Keycloak with a directory', 'f:8f0c1a52-7a29-4b5e-9d4c-0d4f6b7a8c9d:olga'],
    ['Firebase', 'rQd8pF2kZ1b0uQ0hXbY9vTn3aB12'],
    ['Cognito', '44d8e4f8-2031-70ab-7a29-0d4f6b7a8c9d'],
    ['anyone, in 128 characters', 'x'.repeat(128)],
  ])('may be a subject of %s', async (_, sub) =>
    expect(await callerOf({ sub })).toEqual({ kind: 'MEMBER', siteId: 'default', id: sub, memberId: sub }),
  );

  it.each([
    ['is absent', {}],
    ['is empty', { sub: '' }],
    ['is a number', { sub: 7 }],
    ['is null', { sub: null }],
    ['is a list', { sub: ['ravi'] }],
    ['is an address', { sub: 'ravi@example.org' }],
    ['is reserved', { sub: 'me' }],
    ['has a space', { sub: 'ravi the great' }],
    ['has a dot', { sub: 'ravi.k' }],
    ['begins with a separator', { sub: '|ravi' }],
    ['is too long', { sub: 'x'.repeat(129) }],
  ])('is named when it %s', async (_, claims) => expect(await callerOf(claims)).toMatch(/^the claim sub /));

  it('is refused by name when it is an address', async () =>
    expect(await callerOf({ sub: 'ravi@example.org' })).toMatch(/address/));

  it('may be another one', async () => {
    const env = { AUTH_MEMBER_CLAIM: 'https://example.com/member' };
    expect(await callerOf({ 'https://example.com/member': 'ravi', sub: 'auth0|x' }, env)).toMatchObject({ id: 'ravi' });
    expect(await callerOf({ sub: 'ravi' }, env)).toMatch(/^the claim https:\/\/example\.com\/member /);
  });
});

describe('the role claim', () => {
  const keycloak = { AUTH_ROLE_CLAIM: 'realm_access.roles', AUTH_SITE_ADMIN_VALUES: 'groups-admin, owner' };
  it.each<[string, object, Record<string, string>, string]>([
    ['is absent', {}, {}, 'MEMBER'],
    ['is one of ours', { role: 'site-admin' }, {}, 'SITE_ADMIN'],
    ['is one of ours', { role: 'app' }, {}, 'APP'],
    ['means nothing', { role: 'authenticated' }, {}, 'MEMBER'],
    ['is the name of something that every object has', { role: 'constructor' }, {}, 'MEMBER'],
    ['is a list', { role: ['editor', 'site-admin'] }, {}, 'SITE_ADMIN'],
    ['is an empty list', { role: [] }, {}, 'MEMBER'],
    ['names both', { role: ['app', 'site-admin'] }, {}, 'SITE_ADMIN'],
    ['is in another letter case', { role: 'Site-Admin' }, {}, 'MEMBER'],
    ['is in an object', { realm_access: { roles: ['x', 'groups-admin'] } }, keycloak, 'SITE_ADMIN'],
    ['has the second value', { realm_access: { roles: ['owner'] } }, keycloak, 'SITE_ADMIN'],
    ['has a value of ours that was replaced', { realm_access: { roles: ['site-admin'] } }, keycloak, 'MEMBER'],
    ['is elsewhere', { role: 'site-admin', roles: ['groups-admin'] }, keycloak, 'MEMBER'],
    ['has dots in its name', { 'realm_access.roles': ['owner'], realm_access: { roles: [] } }, keycloak, 'SITE_ADMIN'],
    [
      'is a URL',
      { 'https://example.com/roles': ['boss'] },
      { AUTH_ROLE_CLAIM: 'https://example.com/roles', AUTH_SITE_ADMIN_VALUES: 'boss' },
      'SITE_ADMIN',
    ],
    [
      'is in an object whose name has dots',
      { 'https://example.com/app': { roles: ['boss'] } },
      { AUTH_ROLE_CLAIM: 'https://example.com/app.roles', AUTH_SITE_ADMIN_VALUES: 'boss' },
      'SITE_ADMIN',
    ],
    ['has another value for apps', { role: 'machine' }, { AUTH_APP_VALUES: 'machine' }, 'APP'],
    ['has our value for apps that was replaced', { role: 'app' }, { AUTH_APP_VALUES: 'machine' }, 'MEMBER'],
  ])('%s: %j', async (_, claims, env, kind) =>
    expect(await callerOf({ sub: 'ravi', ...claims }, env)).toMatchObject({ kind }),
  );

  it.each([
    [null],
    [7],
    [true],
    [{}],
    [{ roles: ['site-admin'] }],
    [['site-admin', 7]],
    [['site-admin', null]],
    [[['site-admin']]],
  ])('is named when it is %j', async (role) =>
    expect(await callerOf({ sub: 'ravi', role })).toMatch(/^the claim role /),
  );
  it('is not looked for in the prototype of an object', async () => {
    for (const AUTH_ROLE_CLAIM of ['constructor.name', '__proto__.role', 'realm.constructor.name'])
      expect(
        await callerOf({ sub: 'ravi', realm: {} }, { AUTH_ROLE_CLAIM, AUTH_SITE_ADMIN_VALUES: 'Object' }),
      ).toMatchObject({
        kind: 'MEMBER',
      });
  });
});

describe('the site claim', () => {
  it('may be another one', async () =>
    expect(await callerOf({ sub: 'ravi', org: { id: 'org_2ab' } }, { AUTH_SITE_CLAIM: 'org.id' })).toMatchObject({
      siteId: 'org_2ab',
    }));
  it.each([[null], [7], [['s1']], [{}], [''], ['a site'], ['a|b'], ['x'.repeat(65)]])(
    'is named when it is %j',
    async (site) => expect(await callerOf({ sub: 'ravi', site })).toMatch(/^the claim site /),
  );
  it('is named when it is missing and there is no default', async () =>
    expect(await callerOf({ sub: 'ravi' }, { NODE_ENV: 'production' })).toMatch(/^the claim site /));
});

describe('the other claims', () => {
  it.each([
    ['exp', { exp: now() - 90 }],
    ['exp', { exp: undefined }],
    ['exp', { exp: 'tomorrow' }],
    ['nbf', { nbf: now() + 90 }],
    ['nbf', { nbf: 'tomorrow' }],
    ['iss', { iss: 'them', aud: 'groups' }],
    ['aud', { iss: 'us', aud: 'others' }],
  ])('are named: %s of %j', async (claim, claims) => {
    const described = await callerOf({ sub: 'ravi', ...claims }, { AUTH_ISSUER: 'us', AUTH_AUDIENCE: 'groups' });
    expect(described).toMatch(new RegExp(`^the claim (exp|nbf|iss|aud) `));
    if (['iss', 'aud'].includes(claim)) expect(described).toMatch(new RegExp(`^the claim ${claim} `));
  });
  it('are described without what they hold', async () => {
    for (const claims of [
      { sub: 'ravi@example.org' },
      { sub: 'ravi', site: 'the secret site' },
      { sub: 'ravi', aud: 'them' },
    ])
      expect(await callerOf(claims, { AUTH_AUDIENCE: 'groups' })).not.toMatch(/ravi|secret|them|groups/);
  });
});

describe('claims of any shape', () => {
  const env = {
    AUTH_ROLE_CLAIM: 'a.b',
    AUTH_SITE_ADMIN_VALUES: 'boss',
    AUTH_APP_VALUES: 'machine',
    AUTH_SITE_CLAIM: 'site.id',
  };
  const name = fc.constantFrom(
    'a',
    'b',
    'a.b',
    'site',
    'id',
    'site.id',
    'sub',
    'role',
    '__proto__',
    'constructor',
    'x',
  );
  const leaf = fc.oneof(
    fc.constantFrom<unknown>('boss', 'machine', 'site-admin', 'app', 'member', 's1', 'ravi', '', 'constructor', 'me'),
    fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 'BOSS', ' boss', 'boss,machine'),
    fc.string(),
  );
  const { tree: json } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
    ),
  }));
  const texts = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [value];

  it('give a caller or a refusal, and rights only by the values that mean them', async () => {
    const identity = await identityOf(env);
    const kinds = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, json, { maxKeys: 6 }), fc.boolean(), async (claims, named) => {
        const given = named ? { ...claims, sub: 'ravi' } : claims;
        const caller = await identity.identify(await signed(given), undefined, undefined).catch((error: unknown) => {
          expect(error).toBeInstanceOf(Unauthenticated);
          return { kind: 'REFUSED', memberId: undefined };
        });
        kinds.add(caller.kind);
        const where = JSON.parse(JSON.stringify(given)) as Record<string, unknown>;
        const roles = texts([where['a.b'], Object.hasOwn(where, 'a') ? where.a : undefined]);
        if (caller.kind === 'SITE_ADMIN') expect(roles).toContain('boss');
        if (caller.kind === 'APP') expect(roles).toContain('machine');
        if (caller.kind === 'VISITOR') throw new Error('a token is never a visitor');
      }),
      { numRuns: 400 },
    );
    expect([...kinds]).toEqual(expect.arrayContaining(['MEMBER', 'REFUSED']));
  });
});

describe('two secrets', () => {
  const older = new TextEncoder().encode('an older secret of 32 bytes or so');
  it('both verify tokens, and a third does not', async () => {
    const identity = await identityOf({
      AUTH_SECRET: `${new TextDecoder().decode(secret)}, ${new TextDecoder().decode(older)}`,
    });
    const by = (key: Uint8Array, claims: object = {}) =>
      new SignJWT({ sub: 'ravi', exp: now() + 600, ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(key);
    for (const key of [secret, older])
      expect(await identity.identify(await by(key), undefined, undefined)).toMatchObject({ id: 'ravi' });
    await expect(identity.identify(await by(older, { exp: 1 }), undefined, undefined)).rejects.toMatchObject({
      description: expect.stringMatching(/^the claim exp /) as string,
    });
    await expect(identity.identify(await by(new Uint8Array(40)), undefined, undefined)).rejects.toMatchObject({
      description: null,
    });
  });
});
