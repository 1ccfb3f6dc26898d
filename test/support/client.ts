import { type Answer, Call } from './call';
import type { TokenJar } from './token-jar';

type Headers = Readonly<Record<string, string>>;
/** Where a client's calls go, and what it has seen. */
export type Connection = { readonly url: string; readonly jar: TokenJar; readonly headers: Headers };

/** A caller of the service, over real HTTP. Sends back the `x-wix-consistent` of its jar, as client libraries do. */
export class Client {
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

  /** The same caller, who has seen nothing yet, or what another one has. */
  seeing(jar: TokenJar): this {
    return this.as({ ...this.connection, jar });
  }

  /** The same caller, calling another address. */
  at(url: string): this {
    return this.as({ ...this.connection, url });
  }

  private as(connection: Connection): this {
    return Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this, { connection });
  }

  private async fetch(method: string, path: string, body: unknown): Promise<Answer> {
    const { url, jar } = this.connection;
    const headers = Object.entries({
      ...(jar.token !== null && { 'x-wix-consistent': jar.token }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...this.connection.headers,
    }).filter(([, value]) => value !== '');
    const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const sent = raw ? body : JSON.stringify(body);
    const response = await fetch(`${url}${path}`, { method, headers, ...(sent !== undefined && { body: sent }) });
    jar.keep(response.headers.get('x-wix-consistent'));
    const answered = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text: answered,
      body: answered === '' ? undefined : JSON.parse(answered),
    };
  }
}
