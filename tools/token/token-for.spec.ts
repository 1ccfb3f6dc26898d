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
    return identity.identify(await tokenFor(args.split(' '), where), undefined, undefined);
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

  it.each([
    '',
    '--member',
    '--app billing --member alice',
    '--app billing --site-admin',
    '--member me',
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
