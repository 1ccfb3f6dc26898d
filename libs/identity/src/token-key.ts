import type { KeyObject } from 'node:crypto';
import type { Settings } from '@app/config';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { developmentKey } from './development-key';

/** The key, or key set, that verifies tokens, and the only algorithms that are accepted with it. */
export type TokenKey =
  | { readonly key: Uint8Array | KeyObject; readonly algorithms: readonly string[] }
  | { readonly keySet: JWTVerifyGetKey; readonly algorithms: readonly string[] };

/** An unknown key id makes the service fetch the keys again, but no more often than this. */
const REFETCH_COOLDOWN_MS = 60_000;

const algorithmByKeyType: Readonly<Record<string, string>> = { rsa: 'RS256', ec: 'ES256', ed25519: 'EdDSA' };

/** The key from the settings; the development key, which is created if needed, if they have none. */
export async function tokenKeyOf({ authKey, dataDir }: Pick<Settings, 'authKey' | 'dataDir'>): Promise<TokenKey> {
  switch (authKey.kind) {
    case 'SECRET':
      return { key: authKey.secret, algorithms: ['HS256'] };
    case 'PUBLIC_KEY':
      return {
        key: authKey.key,
        algorithms: [algorithmByKeyType[authKey.key.asymmetricKeyType ?? ''] ?? 'none of them'],
      };
    case 'JWKS':
      return {
        keySet: createRemoteJWKSet(authKey.url, { cooldownDuration: REFETCH_COOLDOWN_MS }),
        algorithms: Object.values(algorithmByKeyType),
      };
    case 'DEVELOPMENT':
      return { key: await developmentKey(dataDir), algorithms: ['HS256'] };
  }
}
