import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Environment, readDuration, readText } from './environment';
import { type AuthKey, WrongSetting } from './settings';

/** HS256 needs a key at least as long as its hash. */
const MIN_SECRET_BYTES = 32;
const MIN_RSA_BITS = 2048;
const JWKS_MAX_AGE_MS = 86_400_000;

type AuthKeyContext = { readonly production: boolean; readonly readFile: (path: string) => string };

/** The key that verifies tokens. Throws `WrongSetting` when two are set, since it would be unclear which one counts. */
export function readAuthKey(env: Environment, { production, readFile }: AuthKeyContext): AuthKey {
  const given = ['AUTH_SECRET', 'AUTH_PUBLIC_KEY', 'AUTH_JWKS_URL'].filter((variable) => readText(env, variable));
  if (given.length > 1) throw new WrongSetting(given.join(' and '), 'only one of these may be set');
  const [variable] = given;
  const maxAgeMs = readDuration(env, 'AUTH_JWKS_MAX_AGE') ?? JWKS_MAX_AGE_MS;
  switch (variable) {
    case 'AUTH_SECRET':
      return { kind: 'SECRET', secrets: parseSecrets(env.AUTH_SECRET ?? '') };
    case 'AUTH_PUBLIC_KEY':
      return { kind: 'PUBLIC_KEY', key: parsePublicKey(readText(env, 'AUTH_PUBLIC_KEY') ?? '', readFile) };
    case 'AUTH_JWKS_URL':
      return { kind: 'JWKS', url: parseJwksUrl(readText(env, 'AUTH_JWKS_URL') ?? ''), maxAgeMs };
    default:
      if (production)
        throw new WrongSetting('AUTH_SECRET', 'in production this, AUTH_PUBLIC_KEY or AUTH_JWKS_URL must be set');
      return { kind: 'DEVELOPMENT' };
  }
}

/** The secrets, of which the first signs. Two at most: the new one and the one before it. */
function parseSecrets(text: string): [Uint8Array, ...Uint8Array[]] {
  const [signing = new Uint8Array(), ...older] = text.split(',').map((part) => new TextEncoder().encode(part.trim()));
  if (older.length > 1) throw new WrongSetting('AUTH_SECRET', 'must be one secret, or two separated by a comma');
  if ([signing, ...older].some(({ byteLength }) => byteLength < MIN_SECRET_BYTES))
    throw new WrongSetting(
      'AUTH_SECRET',
      `must be at least ${MIN_SECRET_BYTES} bytes long; a comma separates two secrets, and each must be that long`,
    );
  return [signing, ...older];
}

function parsePublicKey(pemOrPath: string, readFile: (path: string) => string): KeyObject {
  const refusal = new WrongSetting(
    'AUTH_PUBLIC_KEY',
    `must be the PEM (SPKI) of an RSA key of ${MIN_RSA_BITS} bits or more, of a P-256 or of an Ed25519 key, or the path of one`,
  );
  let key: KeyObject;
  try {
    const pem = pemOrPath.startsWith('-----BEGIN') ? pemOrPath.replaceAll('\\n', '\n') : readFile(pemOrPath);
    if (!pem.trimStart().startsWith('-----BEGIN PUBLIC KEY-----')) throw refusal; // never accept a private key by mistake
    key = createPublicKey(pem);
  } catch {
    throw refusal;
  }
  if (!isSupportedKey(key)) throw refusal;
  return key;
}

function isSupportedKey({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  switch (asymmetricKeyType) {
    case 'rsa':
      return (asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS;
    case 'ec':
      return asymmetricKeyDetails?.namedCurve === 'prime256v1';
    default:
      return asymmetricKeyType === 'ed25519';
  }
}

function parseJwksUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isFetched = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!url || !isFetched || url.username !== '' || url.password !== '')
    throw new WrongSetting('AUTH_JWKS_URL', 'must be the http(s) address of a JSON Web Key Set, without credentials');
  return url;
}
