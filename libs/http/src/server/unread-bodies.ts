import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';

/** How much of what still comes is read away, and how long. */
export type ReadAwayLimits = { readonly bytes: number; readonly ms: number };

/** Enough for what proxies buffer; whoever sends more, or more slowly, is cut off. */
export const READ_AWAY_LIMITS: ReadAwayLimits = { bytes: 64 * 1_048_576, ms: 10_000 };

/** Reads what still comes and drops it. Gives whether that was all; `false`: a limit was reached, or the connection lost. */
export function readAway(stream: Readable, { bytes, ms }: ReadAwayLimits): Promise<boolean> {
  return new Promise((resolve) => {
    let left = bytes;
    const settle = (all: boolean) => {
      clearTimeout(timer);
      stream.off('data', count);
      resolve(all);
    };
    const count = (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) settle(false);
    };
    const timer = setTimeout(() => settle(false), ms).unref();
    stream.on('data', count);
    stream.once('end', () => settle(true));
    stream.once('close', () => settle(false));
    stream.resume();
  });
}

/**
 * A response that may be given while the body of its request still comes. It is sent at once, but ends only when the
 * body was read away: a connection that is closed with unread data is reset, and a client or proxy that writes its whole
 * request before it reads would lose the response.
 */
export class ResponseToUnreadBody<Request extends IncomingMessage> extends ServerResponse<Request> {
  override end(...args: [chunk?: unknown, encoding?: unknown, callback?: unknown]): this {
    if (!isBodyComing(this.req)) return super.end(...(args as []));
    const [chunk] = args;
    if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) this.write(chunk);
    else this.flushHeaders();
    void readAway(this.req, READ_AWAY_LIMITS).then((all) => {
      super.end(() => {
        if (!all) this.req.destroy();
      });
    });
    return this;
  }
}

function isBodyComing({ complete, destroyed, headers }: IncomingMessage): boolean {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return hasBody && !complete && !destroyed;
}
