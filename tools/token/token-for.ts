import { parseArgs } from 'node:util';
import { readSettings, type Settings } from '@app/config';
import { developmentKey, Identity, type Role, signToken } from '@app/identity';
import { isSiteId, memberIdError } from '@app/kernel';
import { resolve } from 'node:path';

export const USAGE = 'usage: token (--member <id> [--site-admin] | --app <id>) [--site <id>] [--expires 30s|15m|1h|7d]';

/** What stands in the way of a token. The message is one line for whoever asked. */
export class NoToken extends Error {
  override readonly name = 'NoToken';
}

const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A token, and a text for people that says which key it is signed with. */
export type SignedToken = { readonly token: string; readonly signedWith: string };

/**
 * The token that the arguments ask for, signed with the key and with the names of claims that the environment gives. Makes
 * the development key if there is none yet. Throws `NoToken` for arguments that cannot be meant, without a key to sign with,
 * and when the claim settings leave no such token; `WrongSetting` for a setting.
 */
export async function tokenFor(args: readonly string[], env: NodeJS.ProcessEnv): Promise<SignedToken> {
  const request = tokenRequest(args);
  const settings = readSettings(env);
  const { authIssuer: issuer, authAudience: audience, authClaims: claims } = settings;
  const { key, signedWith } = await signingKey(settings);
  const token = await signToken(key, { ...request, issuer, audience, claims });
  await checkMeaning(token, request, settings);
  return { token, signedWith };
}

async function signingKey({ authKey, dataDir }: Settings): Promise<{ key: Uint8Array; signedWith: string }> {
  switch (authKey.kind) {
    case 'SECRET':
      return { key: authKey.secrets[0], signedWith: 'AUTH_SECRET' };
    case 'DEVELOPMENT':
      return {
        key: await developmentKey(dataDir),
        signedWith: `the development key in ${resolve(dataDir)} (DATA_DIR)`,
      };
    default:
      throw new NoToken('tokens are signed elsewhere: only the public half of their key is set here');
  }
}

const kinds = { member: 'MEMBER', 'site-admin': 'SITE_ADMIN', app: 'APP' } as const;

/** Settings may leave no value for a role, or take one claim for two things. */
async function checkMeaning(token: string, { sub, role }: TokenRequest, settings: Settings): Promise<void> {
  const identity = await Identity.of(settings);
  const caller = await identity.identify(token, undefined, undefined).catch((error: Error) => error.message);
  if (typeof caller === 'string') throw new NoToken(`the service would refuse this token: ${caller}`);
  if (caller.kind !== kinds[role] || caller.id !== sub)
    throw new NoToken('with these AUTH_..._CLAIM and AUTH_..._VALUES no token means that');
}

type TokenRequest = { sub: string; role: Role; site: string | undefined; expiresInSeconds: number };

function tokenRequest(args: readonly string[]): TokenRequest {
  const { member, app, site, expires = '1h', 'site-admin': siteAdmin = false } = parsed(args);
  const sub = member ?? app;
  if (sub === undefined || (member !== undefined && app !== undefined) || (siteAdmin && app !== undefined))
    throw new NoToken(USAGE);
  const error = memberIdError(sub);
  if (error !== null) throw new NoToken(`the id ${error}`);
  if (site !== undefined && !isSiteId(site))
    throw new NoToken('a site id is 1 to 64 of A-Z a-z 0-9 _ -, begins with a letter or digit, and is not "me"');
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
