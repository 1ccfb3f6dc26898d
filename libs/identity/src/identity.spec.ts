import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readSettings } from '@app/config';
import { exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { Identity, KeysUnavailable, signToken, Unauthenticated, WrongHeader } from '.';

const secret = new TextEncoder().encode('a secret that is 32 bytes or longer');
const AUTH_SECRET = new TextDecoder().decode(secret);
jest.setTimeout(120_000); // only stops a test that hangs

const identityOf = (env: Record<string, string> = {}) => Identity.of(readSettings({ AUTH_SECRET, ...env }));
const now = () => Math.floor(Date.now() / 1000);

/** A token with any claims, by default with a valid signature. */
const signed = (
  claims: object,
  key: Uint8Array | KeyObject = secret,
  header: { alg: string; kid?: string } = { alg: 'HS256' },
) => new SignJWT({ sub: 'ravi', exp: now() + 600, ...claims }).setProtectedHeader(header).sign(key);

describe('a visitor', () => {
  it.each([undefined, ''])('is a caller without a token (%p)', async (authorization) => {
    const identity = await identityOf();
    expect(await identity.identify(authorization, undefined, undefined)).toEqual({
      kind: 'VISITOR',
      siteId: 'default',
      id: '',
    });
    expect(await identity.identify(authorization, 's1', undefined)).toMatchObject({ siteId: 's1' });
  });

  it.each(['me', 'a b', '-a', 'x'.repeat(65)])('is refused with the site %p', async (site) => {
    const identity = await identityOf();
    await expect(identity.identify(undefined, site, undefined)).rejects.toMatchObject({
      header: 'x-site-id',
      caller: null,
    });
  });

  it('must name a site if there is no default site', async () => {
    const identity = await identityOf({ NODE_ENV: 'production' });
    await expect(identity.identify(undefined, undefined, undefined)).rejects.toThrow(WrongHeader);
    await expect(identity.identify(undefined, 's1', undefined)).resolves.toMatchObject({ siteId: 's1' });
  });
});

describe('a valid token', () => {
  it.each([
    [{}, { kind: 'MEMBER', siteId: 'default', id: 'ravi', memberId: 'ravi' }],
    [
      { role: 'member', site: 's1' },
      { kind: 'MEMBER', siteId: 's1', id: 'ravi', memberId: 'ravi' },
    ],
    [{ role: 'site-admin' }, { kind: 'SITE_ADMIN', siteId: 'default', id: 'ravi', memberId: 'ravi' }],
    [
      { role: 'app', sub: 'billing' },
      { kind: 'APP', siteId: 'default', id: 'billing' },
    ],
    [{ exp: now() - 30 }, { id: 'ravi' }],
    [{ nbf: now() + 30 }, { id: 'ravi' }],
  ])('with %j is accepted', async (claims, caller) => {
    const identity = await identityOf();
    const token = await signed(claims);
    for (const authorization of [token, `Bearer ${token}`, `bearer ${token}`])
      expect(await identity.identify(authorization, 'ignored', undefined)).toMatchObject(caller);
  });

  it('must match issuer and audience if they are configured', async () => {
    const identity = await identityOf({ AUTH_ISSUER: 'us', AUTH_AUDIENCE: 'groups' });
    const good = await signed({ iss: 'us', aud: ['other', 'groups'] });
    await expect(identity.identify(good, undefined, undefined)).resolves.toMatchObject({ id: 'ravi' });
    for (const claims of [{}, { iss: 'us' }, { iss: 'us', aud: 'other' }, { iss: 'them', aud: 'groups' }])
      await expect(identity.identify(await signed(claims), undefined, undefined)).rejects.toThrow(Unauthenticated);
  });

  it('without a site is refused if there is no default site', async () => {
    const identity = await identityOf({ NODE_ENV: 'production' });
    await expect(identity.identify(await signed({}), 's1', undefined)).rejects.toThrow(Unauthenticated);
  });

  it('lets an app, and no other caller, act on behalf of a member', async () => {
    const identity = await identityOf();
    const app = await signToken(secret, { sub: 'billing', role: 'app', expiresInSeconds: 60 });
    expect(await identity.identify(app, undefined, 'ravi')).toMatchObject({ kind: 'APP', onBehalfOf: 'ravi' });
    expect(await identity.identify(app, undefined, 'auth0|64f0a1')).toMatchObject({ onBehalfOf: 'auth0|64f0a1' });
    const wrong = { header: 'x-on-behalf-of' };
    await expect(identity.identify(app, undefined, 'ravi@example.org')).rejects.toMatchObject({
      ...wrong,
      message: expect.stringContaining('address') as string,
    });
    await expect(identity.identify(app, undefined, 'me')).rejects.toMatchObject({
      ...wrong,
      caller: { id: 'billing' },
    });
    await expect(identity.identify(app, undefined, '')).rejects.toMatchObject(wrong);
    await expect(identity.identify(await signed({}), undefined, 'olga')).rejects.toMatchObject(wrong);
    await expect(identity.identify(undefined, undefined, 'olga')).rejects.toMatchObject(wrong);
  });
});

describe('an invalid token', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ed25519 = generateKeyPairSync('ed25519');
  const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();

  it.each<[string, () => Promise<string> | string]>([
    ['garbage', () => 'garbage'],
    ['another scheme', async () => `Basic ${await signed({})}`],
    ['only a scheme', () => 'Bearer'],
    ['no signature', () => new UnsecuredJWT({ sub: 'ravi', exp: now() + 600 }).encode()],
    ['another secret', () => signed({}, new TextEncoder().encode('another secret of 32 bytes or so'))],
    ['a longer hash', () => signed({}, new Uint8Array(64).fill(7), { alg: 'HS512' })],
    ['a key pair', () => signed({}, rsa.privateKey, { alg: 'RS256' })],
    ['no expiry', () => signed({ exp: undefined })],
    ['an expiry that is text', () => signed({ exp: 'tomorrow' })],
    ['an expiry in the past', () => signed({ exp: now() - 90 })],
    ['a start in the future', () => signed({ nbf: now() + 90 })],
    ['no subject', () => signed({ sub: undefined })],
    ['a subject that is no id', () => signed({ sub: 'ravi the great' })],
    ['a subject that is reserved', () => signed({ sub: 'me' })],
    ['a subject that is a number', () => signed({ sub: 7 })],
    ['a role that is null', () => signed({ role: null })],
    ['a site that is no id', () => signed({ site: 'a site' })],
    ['a site that is null', () => signed({ site: null })],
    ['too many bytes', () => signed({ more: 'x'.repeat(8192) })],
  ])('with %s is refused', async (_, make) => {
    const identity = await identityOf();
    await expect(identity.identify(await make(), undefined, undefined)).rejects.toThrow(Unauthenticated);
  });

  it('signed with the public key as a secret is refused', async () => {
    const identity = await identityOf({ AUTH_SECRET: '', AUTH_PUBLIC_KEY: pem });
    const good = await signed({}, rsa.privateKey, { alg: 'RS256' });
    await expect(identity.identify(good, undefined, undefined)).resolves.toMatchObject({ id: 'ravi' });
    const confused = await signed({}, new TextEncoder().encode(pem));
    const otherHash = await signed({}, rsa.privateKey, { alg: 'RS512' });
    const otherKind = await signed({}, ed25519.privateKey, { alg: 'EdDSA' });
    for (const bad of [confused, otherHash, otherKind])
      await expect(identity.identify(bad, undefined, undefined)).rejects.toThrow(Unauthenticated);
  });
});

describe('published keys', () => {
  const pairs = {
    rsa: [generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'RS256'],
    ec: [generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, 'ES256'],
    ed: [generateKeyPairSync('ed25519').privateKey, 'EdDSA'],
  } as const;
  let server: Server;
  let fetches = 0;
  beforeAll(async () => {
    const keys = Object.entries(pairs).map(async ([kid, [key]]) => ({
      ...(await exportJWK(createPublicKey(key))),
      kid,
    }));
    const body = JSON.stringify({ keys: await Promise.all(keys) });
    server = createServer((_, response) => {
      fetches++;
      response.setHeader('content-type', 'application/json').end(body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => server.close());
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  it('of every type verify tokens, and an unknown key id does not fetch them again', async () => {
    const identity = await identityOf({ AUTH_SECRET: '', AUTH_JWKS_URL: url() });
    for (const [kid, [key, alg]] of Object.entries(pairs)) {
      const token = await signed({}, key, { alg, kid });
      expect(await identity.identify(token, undefined, undefined)).toMatchObject({ id: 'ravi' });
    }
    const unknown = await signed({}, pairs.rsa[0], { alg: 'RS256', kid: 'unknown' });
    for (let i = 0; i < 3; i++)
      await expect(identity.identify(unknown, undefined, undefined)).rejects.toThrow(Unauthenticated);
    await expect(identity.identify(await signed({}), undefined, undefined)).rejects.toThrow(Unauthenticated);
    expect(fetches).toBe(1);
  });

  it('that cannot be fetched are not reported as an invalid token', async () => {
    const identity = await identityOf({ AUTH_SECRET: '', AUTH_JWKS_URL: 'http://127.0.0.1:1' });
    const token = await signed({}, pairs.rsa[0], { alg: 'RS256', kid: 'rsa' });
    await expect(identity.identify(token, undefined, undefined)).rejects.toThrow(KeysUnavailable);
  });
});
