import { parseArgs } from 'node:util';
import { readSettings, type Settings } from '@app/config';
import { developmentKey, type Role, signToken } from '@app/identity';
import { isId } from '@app/kernel';

export const USAGE = 'usage: token (--member <id> [--site-admin] | --app <id>) [--site <id>] [--expires 30s|15m|1h|7d]';

/** What stands in the way of a token. The message is one line for whoever asked. */
export class NoToken extends Error {
  override readonly name = 'NoToken';
}

const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * The token that the arguments ask for, signed with the key that the environment names. Makes the development key if there is
 * none yet. Throws `NoToken` for arguments that cannot be meant and without a key to sign with, `WrongSetting` for a setting.
 */
export async function tokenFor(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { sub, role, site, expiresInSeconds } = tokenRequest(args);
  const settings = readSettings(env);
  const { authIssuer: issuer, authAudience: audience } = settings;
  return signToken(await signingKey(settings), { sub, role, site, expiresInSeconds, issuer, audience });
}

async function signingKey({ authKey, dataDir }: Settings): Promise<Uint8Array> {
  switch (authKey.kind) {
    case 'SECRET':
      return authKey.secret;
    case 'DEVELOPMENT':
      return developmentKey(dataDir);
    default:
      throw new NoToken('tokens are signed elsewhere: only the public half of their key is set here');
  }
}

type TokenRequest = { sub: string; role: Role; site: string | undefined; expiresInSeconds: number };

function tokenRequest(args: readonly string[]): TokenRequest {
  const { member, app, site, expires = '1h', 'site-admin': siteAdmin = false } = parsed(args);
  const sub = member ?? app;
  if (sub === undefined || (member !== undefined && app !== undefined) || (siteAdmin && app !== undefined))
    throw new NoToken(USAGE);
  for (const id of [sub, site])
    if (id !== undefined && !isId(id))
      throw new NoToken('an id is 1 to 64 of A-Z a-z 0-9 _ -, begins with a letter or digit, and is not "me"');
  const role = app !== undefined ? 'app' : siteAdmin ? 'site-admin' : 'member';
  return { sub, role, site, expiresInSeconds: seconds(expires) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        member: { type: 'string' },
        app: { type: 'string' },
        site: { type: 'string' },
        expires: { type: 'string' },
        'site-admin': { type: 'boolean' },
      },
    }).values;
  } catch {
    throw new NoToken(USAGE);
  }
}

function seconds(text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const length = Number(count) * (secondsIn[unit] ?? NaN);
  if (!(length > 0)) throw new NoToken(USAGE);
  return length;
}
