import { Logger } from '@nestjs/common';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

/** Keys that are older are fetched again before they verify a token, so that keys which are withdrawn stop being valid. */
const REFRESH_AFTER_MS = 600_000;
/** A token with an unknown key id, and a server that is away, are no reason to fetch more often than this. */
const COOLDOWN_MS = 60_000;
/** Without keys that may be used, each call needs them; but those that come soon after a fetch do with what it gave. */
const COOLDOWN_WITHOUT_KEYS_MS = 1000;

const log = new Logger('identity');

/** Where a login provider publishes its keys, and how long the last ones are used while they cannot be fetched. */
export type PublishedKeysOptions = { readonly url: URL; readonly maxAgeMs: number };

/**
 * The keys that are published at an address as a JSON Web Key Set. The function gives the key for a token; it rejects with
 * `JWKSNoMatchingKey` or `JWKSMultipleMatchingKeys` of jose, and with the error of the last fetch where the key can only be
 * known after another one.
 */
export function publishedKeys({ url, maxAgeMs }: PublishedKeysOptions): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url);
  let known: { readonly find: JWTVerifyGetKey; readonly fetchedAt: number } | null = null;
  let triedAt = -Infinity;
  let failure: Error | null = null;
  let fetching: Promise<void> | null = null;

  const fetchOnce = async (): Promise<void> => {
    const startedAt = (triedAt = Date.now());
    try {
      await remote.reload();
      known = { find: createLocalJWKSet(remote.jwks() ?? { keys: [] }), fetchedAt: startedAt };
      failure = null;
    } catch (error) {
      failure = error as Error;
      if (known) log.warn({ err: error, msg: 'keys for tokens cannot be fetched: the last ones stay in use' });
    }
  };
  /** Fetches the keys, or waits for a fetch that runs already. Never rejects. */
  const refresh = (): Promise<void> => (fetching ??= fetchOnce().finally(() => (fetching = null)));
  const wasJustTried = (cooldown = COOLDOWN_MS): boolean => fetching === null && Date.now() - triedAt < cooldown;
  const age = (): number => Date.now() - (known?.fetchedAt ?? -Infinity);

  return async (header, token) => {
    if (age() > maxAgeMs) {
      if (!wasJustTried(COOLDOWN_WITHOUT_KEYS_MS)) await refresh();
      if (failure !== null) throw failure; // without a failure there are keys now
    } else if (age() > REFRESH_AFTER_MS && !wasJustTried()) {
      const refreshed = refresh();
      if (failure === null) await refreshed; // a server that was away may be silent for long: the last keys are good meanwhile
    }
    try {
      return await known!.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      if (!wasJustTried()) await refresh();
      if (failure !== null) throw failure;
      return known!.find(header, token);
    }
  };
}
