import type { Event } from '@app/kernel';

/**
 * A call with an `Idempotency-Key` is about to append. The fingerprint is a hash of the call's content: it distinguishes
 * repeats from different calls with the same key, and reveals nothing of the content.
 */
export type CommandClaimed = Event<'CommandClaimed', { readonly fingerprint: string }>;
