import { setTimeout as sleep } from 'node:timers/promises';
import { Call, type HttpResponse } from './call';
import type { LatestConsistencyToken } from './consistency-token';
import { sendRequest } from './send-request';
import { SAFETY_LIMIT_MS } from './waiting';

type Headers = Readonly<Record<string, string>>;
/** Where a client's calls go, with which headers, and the latest state that its reads have to show. */
export type Connection = { readonly url: string; readonly latest: LatestConsistencyToken; readonly headers: Headers };

const RETRY_EVERY_MS = 50;

/**
 * A caller of the service, over real HTTP. As client libraries do, it sends back the latest `x-wix-consistent`, and tries
 * again when views are behind: on a busy machine they may be, and nothing was done then.
 */
export class Client {
  private readonly retries = true;

  constructor(
    /** The `sub` of its token; empty for a visitor. */
    readonly id: string,
    protected readonly connection: Connection,
  ) {}

  get(path: string): Call {
    return this.send('GET', path);
  }
  post(path: string, body: unknown = {}): Call {
    return this.send('POST', path, body);
  }
  patch(path: string, body: unknown = {}): Call {
    return this.send('PATCH', path, body);
  }
  put(path: string, body: unknown = {}): Call {
    return this.send('PUT', path, body);
  }
  delete(path: string): Call {
    return this.send('DELETE', path);
  }

  /** A body that is text or bytes already is sent as it is. */
  send(method: string, path: string, body?: unknown): Call {
    return new Call(`${this.id || 'a visitor'}: ${method} ${path}`, this.fetch(method, path, body));
  }

  /** The same caller with other headers on every call. An empty value takes one away. */
  with(headers: Headers): this {
    return this.as({ ...this.connection, headers: { ...this.connection.headers, ...headers } });
  }

  /** The same caller with another consistency token: a fresh one, or the one of somebody else. */
  withConsistency(latest: LatestConsistencyToken): this {
    return this.as({ ...this.connection, latest });
  }

  /** The same caller, who gets the 503 when views are behind. */
  withoutRetries(): this {
    return Object.assign(this.as(this.connection), { retries: false });
  }

  /** The same caller, calling another address. */
  at(url: string): this {
    return this.as({ ...this.connection, url });
  }

  private as(connection: Connection): this {
    return Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this, { connection });
  }

  private async fetch(method: string, path: string, body: unknown): Promise<HttpResponse> {
    for (const end = performance.now() + SAFETY_LIMIT_MS; ; await sleep(RETRY_EVERY_MS)) {
      const response = await this.fetchOnce(method, path, body);
      const isBehind = response.status === 503 && response.body?.message === 'READ_MODEL_BEHIND';
      if (!isBehind || !this.retries || performance.now() > end) return response;
    }
  }

  private async fetchOnce(method: string, path: string, body: unknown): Promise<HttpResponse> {
    const { url, latest } = this.connection;
    const headers = Object.entries({
      ...(latest.token !== null && { 'x-wix-consistent': latest.token }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...this.connection.headers,
    }).filter(([, value]) => value !== '');
    const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const sent = raw ? body : JSON.stringify(body);
    const began = performance.now();
    const response = await sendRequest(`${url}${path}`, method, Object.fromEntries(headers), sent);
    latest.keep(response.headers.get('x-wix-consistent'));
    const { text } = response;
    return { ...response, body: text === '' ? undefined : JSON.parse(text), tookMs: performance.now() - began };
  }
}
