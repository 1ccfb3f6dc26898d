import { type KeyObject, webcrypto } from 'node:crypto';
import type { Settings } from '@app/config';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { developmentKey } from './development-key';

/** Keys that verify tokens: one of them has to. Secrets are imported once: importing costs as much as verifying. */
export type Keys = readonly [webcrypto.CryptoKey | KeyObject, ...(webcrypto.CryptoKey | KeyObject)[]];

/** The keys, or key set, that verify tokens, and the only algorithms that are accepted with them. */
export type TokenKey =
  | { readonly keys: Keys; readonly algorithms: readonly string[] }
  | { readonly keySet: JWTVerifyGetKey; readonly algorithms: readonly string[] };

/** An unknown key id makes the service fetch the keys again, but no more often than this. */
const REFETCH_COOLDOWN_MS = 60_000;

const algorithmByKeyType: Readonly<Record<string, string>> = { rsa: 'RS256', ec: 'ES256', ed25519: 'EdDSA' };

/** The key from the settings; the development key, which is created if needed, if they have none. */
export async function tokenKeyOf({ authKey, dataDir }: Pick<Settings, 'authKey' | 'dataDir'>): Promise<TokenKey> {
  switch (authKey.kind) {
    case 'SECRET': {
      const [signing, ...older] = authKey.secrets;
      return { keys: [await imported(signing), ...(await Promise.all(older.map(imported)))], algorithms: ['HS256'] };
    }
    case 'PUBLIC_KEY':
      return {
        keys: [authKey.key],
        algorithms: [algorithmByKeyType[authKey.key.asymmetricKeyType ?? ''] ?? 'none of them'],
      };
    case 'JWKS':
      return {
        keySet: createRemoteJWKSet(authKey.url, { cooldownDuration: REFETCH_COOLDOWN_MS }),
        algorithms: Object.values(algorithmByKeyType),
      };
    case 'DEVELOPMENT':
      return { keys: [await imported(await developmentKey(dataDir))], algorithms: ['HS256'] };
  }
}

const imported = (secret: Uint8Array): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
