import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '@app/config';
import { Identity } from '@app/identity';
import { tokenFor } from './token-for';

describe('npm run token', () => {
  let dataDir: string;
  beforeAll(async () => (dataDir = await mkdtemp(join(tmpdir(), 'token-'))));
  afterAll(() => rm(dataDir, { recursive: true }));

  const callerOf = async (args: string, env: NodeJS.ProcessEnv = {}) => {
    const where = { DATA_DIR: dataDir, ...env };
    const identity = await Identity.of(readSettings(where));
    return identity.identify((await tokenFor(args.split(' '), where)).token, undefined, undefined);
  };

  it.each([
    ['--member alice', { kind: 'MEMBER', siteId: 'default', id: 'alice', memberId: 'alice' }],
    ['--member olga --site-admin --site s1', { kind: 'SITE_ADMIN', siteId: 's1', id: 'olga', memberId: 'olga' }],
    ['--app billing --expires 7d', { kind: 'APP', siteId: 'default', id: 'billing' }],
  ])('%s makes a token that the service believes', async (args, caller) =>
    expect(await callerOf(args)).toEqual(caller),
  );

  it('names the issuer and the audience that the service asks for', async () => {
    const env = { AUTH_SECRET: 'x'.repeat(32), AUTH_ISSUER: 'us', AUTH_AUDIENCE: 'groups' };
    expect(await callerOf('--member alice', env)).toMatchObject({ id: 'alice' });
  });

  it('names the claims that the service reads', async () => {
    const env = {
      AUTH_MEMBER_CLAIM: 'https://example.com/member',
      AUTH_ROLE_CLAIM: 'realm_access.roles',
      AUTH_SITE_CLAIM: 'org.id',
      AUTH_SITE_ADMIN_VALUES: 'owner, boss',
      AUTH_APP_VALUES: 'owner, machine',
    };
    const alice = { id: 'auth0|alice', siteId: 's1' };
    expect(await callerOf('--member auth0|alice --site s1', env)).toMatchObject({ ...alice, kind: 'MEMBER' });
    expect(await callerOf('--member auth0|alice --site s1 --site-admin', env)).toMatchObject({
      ...alice,
      kind: 'SITE_ADMIN',
    });
    expect(await callerOf('--app auth0|alice --site s1', env)).toMatchObject({ ...alice, kind: 'APP' });
  });

  it('refuses what the claim settings leave no token for', async () => {
    const env = { DATA_DIR: dataDir, AUTH_SITE_ADMIN_VALUES: 'boss', AUTH_APP_VALUES: 'boss' };
    await expect(tokenFor(['--app', 'billing'], env)).rejects.toThrow('no token means that');
    const production = { NODE_ENV: 'production', AUTH_SECRET: 'x'.repeat(32) };
    await expect(tokenFor(['--member', 'alice'], production)).rejects.toThrow('the claim site is missing');
  });

  it('says which key it signed with', async () => {
    expect((await tokenFor(['--member', 'alice'], { DATA_DIR: dataDir })).signedWith).toBe(
      `the development key in ${dataDir} (DATA_DIR)`,
    );
    const secret = { AUTH_SECRET: `${'x'.repeat(32)},${'y'.repeat(32)}`, DATA_DIR: dataDir };
    expect((await tokenFor(['--member', 'alice'], secret)).signedWith).toBe('AUTH_SECRET');
  });

  it.each([
    '',
    '--member',
    '--app billing --member alice',
    '--app billing --site-admin',
    '--member me',
    '--member alice@example.org',
    '--member alice --site a|b',
    '--nonsense x',
  ])('refuses "%s"', (args) => expect(tokenFor(args.split(' '), { DATA_DIR: dataDir })).rejects.toThrow());
  it.each(['0s', '1', 'tomorrow', '-1h', '1e3h'])('refuses to expire in %s', (expires) =>
    expect(tokenFor(['--member', 'alice', '--expires', expires], { DATA_DIR: dataDir })).rejects.toThrow('usage'),
  );

  it('refuses without a key that it may sign with', async () => {
    await expect(tokenFor(['--member', 'alice'], { NODE_ENV: 'production' })).rejects.toThrow(
      /^AUTH_SECRET: .*must be set$/,
    );
    await expect(tokenFor(['--member', 'alice'], { AUTH_JWKS_URL: 'https://keys.example.org' })).rejects.toThrow(
      'only the public half',
    );
  });
});
