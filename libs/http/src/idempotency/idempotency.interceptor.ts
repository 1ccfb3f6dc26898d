import { CLAIM_LIFETIME, Claims, KeyedQueue, KeyInUse, type OpenClaim, runWithClaim } from '@app/decider';
import { type EventStore, highWater, raiseHighWater } from '@app/event-store';
import { ReadStoreUnavailable } from '@app/read-store';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LRUCache } from 'lru-cache';
import { setTimeout as sleep } from 'node:timers/promises';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { EVENT_STORE } from '../consistency/signing-keys';
import { callerOf, requestContextOf, requestOf } from '../request/request-context';
import { fingerprintOf } from './idempotency-key';
import { type StoredResponse, StoredResponses } from './stored-responses';

/** Thrown at the first decision of a repeated request: its stored response is sent instead. */
class AlreadyCompleted extends Error {
  override readonly name = 'AlreadyCompleted';
}

/** How long a request waits for others with its key in this process. */
const KEY_TIMEOUT_MS = 5000;
/** Another process may still be working on a claim that is younger: until then its response is waited for. */
const OTHER_PROCESS_TIMEOUT_MS = 3000;
const POLL_EVERY_MS = 50;
/** How long a response waits until it is stored. After that it is stored later, or not at all. */
const SAVE_TIMEOUT_MS = 250;
const MAX_REMEMBERED_CLAIMS = 10_000;

/**
 * Lets a write with an `Idempotency-Key` take effect once, however often it is sent.
 *
 * A repeat is validated like any request, and runs up to its first decision. That refuses it if the caller can no longer
 * see the resource; other rights are not checked again, and the stored response is sent. Must run inside of `ConsistencyInterceptor`, which tracks the highest position.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly claims: Claims;
  private readonly queue = new KeyedQueue();
  /**
   * The command ids of claims of this process whose calls have ended. Their repeats do not wait for a response: no other
   * process is working on it.
   */
  private readonly ended = new LRUCache<string, true>({ max: MAX_REMEMBERED_CLAIMS });

  constructor(
    @Inject(EVENT_STORE) events: EventStore,
    private readonly responses: StoredResponses,
  ) {
    this.claims = new Claims(events);
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = requestOf(context);
    const key = requestContextOf(request).idempotencyKey ?? null;
    if (key === null) return next.handle();
    const caller = callerOf(request);
    const startedAt = performance.now();
    const claimed = { caller, key, fingerprint: fingerprintOf(request, key) };
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const once = async () => {
      if (performance.now() - startedAt > KEY_TIMEOUT_MS)
        throw new KeyInUse('other requests with this key are still running');
      const claim = await this.claims.open(claimed);
      return this.respond(claim, next, reply).catch((error: unknown) => {
        this.noteEnd(claim);
        throw error;
      });
    };
    return from(this.queue.run(JSON.stringify([caller.siteId, caller.kind, caller.id, key]), once));
  }

  private async respond(claim: OpenClaim, next: CallHandler, reply: FastifyReply): Promise<unknown> {
    const stored = claim.isRepeat && !claim.failure ? await this.storedResponseOf(claim) : null;
    if (stored) claim.failure = new AlreadyCompleted('this request has its response');
    let result: unknown;
    try {
      result = await runWithClaim(claim, () => lastValueFrom(next.handle(), { defaultValue: undefined }));
    } catch (error) {
      if (stored && error instanceof AlreadyCompleted) return replay(stored, reply);
      throw error;
    }
    if (stored) return replay(stored, reply); // the handler made no decision
    if (claim.failure) throw claim.failure;
    await claim.take();
    const etag = reply.getHeader('etag');
    const response = {
      body: JSON.stringify(result),
      position: highWater(),
      ...(typeof etag === 'string' && { etag }),
    };
    const expiresAt = new Date(Date.parse(claim.takenAt!) + CLAIM_LIFETIME).toISOString();
    const saving = this.responses.save(claim, response, expiresAt).finally(() => this.noteEnd(claim));
    await Promise.race([saving, sleep(SAVE_TIMEOUT_MS, undefined, { ref: false })]);
    return result;
  }

  /** The call has failed, or its response was stored or cannot be: a repeat need not wait for it. */
  private noteEnd(claim: OpenClaim): void {
    if (!claim.isRepeat && claim.takenAt !== null) this.ended.set(claim.commandId, true);
  }

  /**
   * The response of an earlier request with the key, or `null`. Waits while another process may still be working on it. While
   * the read store is unavailable, the commands respond from their events.
   */
  private async storedResponseOf(claim: OpenClaim): Promise<StoredResponse | null> {
    const startedAt = Date.now();
    for (;;) {
      const stored = await this.responses.find(claim).catch((error: unknown) => {
        if (!(error instanceof ReadStoreUnavailable)) throw error;
        claim.responseUnknown = error;
        return null;
      });
      if (claim.responseUnknown) return null;
      const now = Date.now();
      if (stored || this.ended.has(claim.commandId)) return stored;
      if (now - Math.min(startedAt, Date.parse(claim.takenAt!)) > OTHER_PROCESS_TIMEOUT_MS) return stored;
      await sleep(POLL_EVERY_MS);
    }
  }
}

/** Sends a stored response again: sets its headers, gives its body. */
function replay({ body, etag, position }: StoredResponse, reply: FastifyReply): unknown {
  if (etag !== undefined) reply.header('etag', etag);
  if (position !== null) raiseHighWater(position);
  return JSON.parse(body);
}
