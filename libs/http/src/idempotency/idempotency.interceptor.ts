import { CLAIM_LASTS, Claims, KeyedQueue, KeyInUse, type OpenClaim, underClaim } from '@app/decider';
import { type EventStore, highWater, raiseHighWater } from '@app/event-store';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { EVENT_STORE } from '../consistency/signing-keys';
import { callerOf, requestContextOf, requestOf } from '../request/request-context';
import { fingerprintOf } from './idempotency-key';
import { type StoredResponse, StoredResponses } from './stored-responses';

/** Ends a command whose call has been answered before. */
class AlreadyCompleted extends Error {
  override readonly name = 'AnsweredBefore';
}

/** How long a call waits for another one with its key in this process, in milliseconds. */
const KEY_TIMEOUT_MS = 5000;
/** A claim this young may be in the hands of another process: until then its answer is waited for. In milliseconds. */
const OTHER_PROCESS_TIMEOUT_MS = 3000;
const POLL_EVERY_MS = 50; // ms

/**
 * Lets a write with an `Idempotency-Key` take effect once, however often it is sent.
 *
 * Whether a repeat gets the first answer is for its first decision to say, which knows whether the caller can still see
 * what it is about: so the shape is judged before, and rights are not. Runs inside of the consistency interceptor, where
 * positions are noted.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly claims: Claims;
  private readonly queue = new KeyedQueue();

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
    const asked = performance.now();
    const call = { caller, key, fingerprint: fingerprintOf(request, key) };
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const once = async () => {
      if (performance.now() - asked > KEY_TIMEOUT_MS) throw new KeyInUse('other calls with the key take their time');
      return this.respond(await this.claims.open(call), next, reply);
    };
    return from(this.queue.run(JSON.stringify([caller.siteId, caller.kind, caller.id, key]), once));
  }

  private async respond(claim: OpenClaim, next: CallHandler, reply: FastifyReply): Promise<unknown> {
    const kept = claim.isRepeat && !claim.settled ? await this.storedResponseOf(claim) : null;
    if (kept) claim.settled = new AlreadyCompleted('this call has its answer');
    let result: unknown;
    try {
      result = await underClaim(claim, () => lastValueFrom(next.handle(), { defaultValue: undefined }));
    } catch (error) {
      if (kept && error instanceof AlreadyCompleted) return replay(kept, reply);
      throw error;
    }
    if (kept) return replay(kept, reply); // nothing was to be decided
    if (claim.settled) throw claim.settled;
    await claim.take();
    const etag = reply.getHeader('etag');
    const answer = {
      body: JSON.stringify(result),
      position: highWater(),
      ...(typeof etag === 'string' && { etag }),
    };
    await this.responses.save(claim, answer, new Date(Date.parse(claim.takenAt!) + CLAIM_LASTS).toISOString());
    return result;
  }

  /** The answer of an earlier call. While its process may still be at work on it, it is waited for. */
  private async storedResponseOf(claim: OpenClaim): Promise<StoredResponse | null> {
    const asked = Date.now();
    for (;;) {
      const kept = await this.responses.find(claim);
      const now = Date.now();
      if (kept || now - Math.min(asked, Date.parse(claim.takenAt!)) > OTHER_PROCESS_TIMEOUT_MS) return kept;
      await sleep(POLL_EVERY_MS);
    }
  }
}

/** An earlier answer once more, for this request. */
function replay({ body, etag, position }: StoredResponse, reply: FastifyReply): unknown {
  if (etag !== undefined) reply.header('etag', etag);
  if (position !== null) raiseHighWater(position);
  return JSON.parse(body);
}
