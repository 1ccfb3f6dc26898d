import type { HttpResponse } from '../support/call';
import type { Client } from '../support/client';
import type { Row } from './table';

type Parts = Readonly<Record<string, string>>;

/** Makes the call of a row; `parts` stand for what is in braces. */
export async function make(row: Row, caller: Client, parts: Parts): Promise<HttpResponse> {
  const [method, path] = filled(row.call, { ...parts, ...row.of }).split(' ') as [string, string];
  const body = row.body && (JSON.parse(filled(JSON.stringify(row.body), parts)) as object);
  const sends = method !== 'GET' && method !== 'DELETE';
  return caller.send(method, row.query ? `${path}?${row.query}` : path, sends ? (body ?? {}) : undefined);
}

const filled = (text: string, parts: Parts): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole);

/** Holds an answer against what the table says; gives what is wrong with it. */
export function mistake(row: Row, said: string, { status, body }: HttpResponse): string | null {
  const got = status === 200 ? 'ok' : `${status} ${String(body.details?.applicationError?.code)}`;
  if (said === 'ok') return got !== 'ok' ? got : row.gives && !(row.gives in body) ? `no ${row.gives}` : null;
  const code = said === 'sign in' ? 'UNAUTHENTICATED' : said === 'denied' ? 'PERMISSION_DENIED' : said;
  if (!statuses(code).includes(status) || body.details?.applicationError?.code !== code) return got;
  const shape = Object.keys(body).sort().join() === 'details,message' && body.message === code;
  return shape ? null : `an error of the wrong shape: ${JSON.stringify(body)}`;
}

const statuses = (code: string): readonly number[] =>
  code === 'UNAUTHENTICATED' ? [401] : code.endsWith('_NOT_FOUND') || code === 'NOT_A_MEMBER' ? [404] : [403, 409];
