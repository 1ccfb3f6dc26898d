import type { Event } from '@app/kernel';

/**
 * A call with an `Idempotency-Key` is about to take effect. The fingerprint tells its repeats from other calls with the
 * same key, and tells nothing else.
 */
export type CommandClaimed = Event<'CommandClaimed', { readonly fingerprint: string }>;
