import { setTimeout as sleep } from 'node:timers/promises';
import type { Body } from './call';
import { tokenFor } from './people';
import { SAFETY_LIMIT_MS } from './waiting';

export type SiteResponse = {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
  readonly tookMs: number;
};

export type CallOptions = {
  readonly idempotencyKey?: string;
  /** The `x-wix-consistent` of a write whose effect a read has to show. */
  readonly consistencyToken?: string | null;
};

/** The caller who runs the site: the only one whose token is a site admin's. */
export const ROOT = 'root';

/** No whole response came: the process ended, or the limit was over. Whether the call did anything is not known. */
export class NoResponse extends Error {
  override readonly name = 'NoResponse';
}

const RETRY_EVERY_MS = 50;
const tokens = new Map<string, Promise<string>>();

/** HTTP client for load and fault tests: makes calls to one address, as any number of people of one site. */
export class SiteClient {
  /** The longest that any call took, in milliseconds. */
  longestMs = 0;

  constructor(
    readonly url: string,
    readonly site: string,
  ) {}

  /** Makes a call once. Throws `NoResponse` when the connection ends first, or the safety limit is over. */
  async call(
    who: string,
    method: string,
    path: string,
    body?: unknown,
    { idempotencyKey, consistencyToken }: CallOptions = {},
  ): Promise<SiteResponse> {
    const request = {
      method,
      headers: {
        authorization: await this.tokenOf(who),
        ...(consistencyToken && { 'x-wix-consistent': consistencyToken }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(SAFETY_LIMIT_MS),
    };
    const began = performance.now();
    const elapsed = () => performance.now() - began;
    try {
      const response = await fetch(`${this.url}${path}`, request);
      const received: unknown = await response.json();
      return { status: response.status, body: received, headers: response.headers, tookMs: elapsed() };
    } catch (error) {
      const { cause = error } = error as Error;
      throw new NoResponse(`${method} ${path}, after ${Math.round(elapsed())} ms: ${String(cause)}`, { cause: error });
    } finally {
      this.longestMs = Math.max(this.longestMs, elapsed());
    }
  }

  /** Repeats a call for as long as its response promises that nothing was done and that another try may succeed. */
  async callUntilAvailable(...call: Parameters<SiteClient['call']>): Promise<SiteResponse> {
    for (const end = performance.now() + SAFETY_LIMIT_MS; ; await sleep(RETRY_EVERY_MS)) {
      const response = await this.call(...call);
      if (!mayBeRepeated(response) || performance.now() > end) return response;
    }
  }

  /** The same, and expects a 200. Gives the body, and the token by which the write can be read. */
  async expectOk(...call: Parameters<SiteClient['call']>): Promise<{ body: Body; token: string | null }> {
    const { status, body, headers } = await this.callUntilAvailable(...call);
    expect({ call: call.slice(0, 3), status, body }).toMatchObject({ call: call.slice(0, 3), status: 200 });
    return { body, token: headers.get('x-wix-consistent') };
  }

  /** Reads until the effect of a write shows. Gives how many milliseconds that took; throws after the safety limit. */
  async readUntilShown(who: string, path: string, consistencyToken: string | null): Promise<number> {
    const began = performance.now();
    await this.expectOk(who, 'GET', path, undefined, { consistencyToken });
    return performance.now() - began;
  }

  private tokenOf(sub: string): Promise<string> {
    const key = `${sub}@${this.site}`;
    const token = tokens.get(key) ?? tokenFor({ sub, role: sub === ROOT ? 'site-admin' : 'member', site: this.site });
    tokens.set(key, token);
    return token;
  }
}

/** A 503 with `Retry-After`, except where the outcome is not known. */
export const mayBeRepeated = ({ status, headers, body }: Pick<SiteResponse, 'status' | 'headers' | 'body'>): boolean =>
  status === 503 && headers.get('retry-after') !== null && outcomeOf(body) === undefined;

/** What an error response says about a write: `UNKNOWN`, or nothing. */
export const outcomeOf = (body: Body): string | undefined =>
  body?.details?.applicationError?.data?.outcome as string | undefined;
