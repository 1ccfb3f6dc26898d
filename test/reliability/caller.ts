import { type Role, signToken } from '@app/identity';
import { secret } from './service-process';

// What came back is JSON that only the test itself knows the shape of.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Body = any;
export type Answer = { readonly status: number; readonly body: Body };

/** There was no answer: the process went away before or during the call. Whether the call did anything, nobody knows. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

const AN_HOUR = 3600; // seconds
const tokens = new Map<string, Promise<string>>();

/** Makes calls to one address as the people of one site. */
export class Caller {
  constructor(
    private readonly url: string,
    readonly site: string,
  ) {}

  /** With an `Idempotency-Key` if one is given. Throws `NoAnswer` when the connection ends before the answer has come as a whole. */
  async call(who: string, method: string, path: string, body?: unknown, key?: string): Promise<Answer> {
    const authorization = await tokenOf(who, this.site);
    const request = {
      method,
      headers: {
        authorization,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    try {
      const response = await fetch(`${this.url}${path}`, request);
      return { status: response.status, body: await response.json() };
    } catch (error) {
      const { cause = error } = error as Error;
      throw new NoAnswer(`${method} ${path}: ${String(cause)}`, { cause: error });
    }
  }
}

/** Whoever runs the site. */
export const ROOT = 'root';

function tokenOf(sub: string, site: string): Promise<string> {
  const who = `${sub}@${site}`;
  const role: Role = sub === ROOT ? 'site-admin' : 'member';
  const token =
    tokens.get(who) ?? signToken(new TextEncoder().encode(secret), { sub, role, site, expiresInSeconds: AN_HOUR });
  tokens.set(who, token);
  return token;
}
