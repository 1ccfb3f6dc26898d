import { tokenFor } from '../support/people';
import type { Body } from '../support/call';

export type Answer = {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
  /** How long it took, in milliseconds. */
  readonly took: number;
};

/** Whoever runs the site. */
export const ROOT = 'root';

const tokens = new Map<string, Promise<string>>();

/** Makes calls to one address as the people of one site. Nobody waits longer than the patience for an answer. */
export class Caller {
  /** The longest that any call took, in milliseconds. */
  longest = 0;

  constructor(
    readonly url: string,
    readonly site: string,
    /** In milliseconds. */
    private readonly patience: number,
  ) {}

  /** Throws when the patience is over. `seen`: the token of a write whose effect has to show. */
  async call(who: string, method: string, path: string, body?: unknown, seen?: string | null): Promise<Answer> {
    const key = `${who}@${this.site}`;
    const token =
      tokens.get(key) ?? tokenFor({ sub: who, role: who === ROOT ? 'site-admin' : 'member', site: this.site });
    tokens.set(key, token);
    const request = {
      method,
      headers: {
        authorization: await token,
        ...(seen && { 'x-wix-consistent': seen }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(Math.max(1, Math.ceil(this.patience))),
    };
    const asked = performance.now();
    try {
      const response = await fetch(`${this.url}${path}`, request);
      const answered = await response.json();
      return { status: response.status, body: answered, headers: response.headers, took: performance.now() - asked };
    } catch (cause) {
      throw new Error(`${method} ${path} for ${Math.round(performance.now() - asked)} ms: ${String(cause)}`, { cause });
    } finally {
      this.longest = Math.max(this.longest, performance.now() - asked);
    }
  }

  /** Expects a 200; gives the body, and the token by which it can be read. */
  async does(who: string, method: string, path: string, body?: unknown, seen?: string | null) {
    const answer = await this.call(who, method, path, body, seen);
    expect({ path, status: answer.status, body: answer.body }).toMatchObject({ path, status: 200 });
    return { body: answer.body, token: answer.headers.get('x-wix-consistent') };
  }

  /** Reads behind a write until it shows; throws when it does not within so many milliseconds. Gives how long it took. */
  async sees(who: string, path: string, seen: string | null, patience: number): Promise<number> {
    for (const began = performance.now(); ;) {
      const { status, body } = await this.call(who, 'GET', path, undefined, seen);
      const took = performance.now() - began;
      if (status === 200 && took <= patience) return took;
      if (took > patience)
        throw new Error(`${path} does not show a write within ${patience} ms: ${JSON.stringify(body)}`);
      expect([status, body.message]).toEqual([503, 'READ_MODEL_BEHIND']);
    }
  }
}
