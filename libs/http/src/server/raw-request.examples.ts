import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** A response as it came over the line. */
export type RawResponse = { status: number; headers: Record<string, string>; body: string };

/** Listens on a free port of the loopback interface; gives the port. */
export async function listen(app: NestFastifyApplication): Promise<number> {
  await app.listen(0, '127.0.0.1');
  return (app.getHttpServer().address() as AddressInfo).port;
}

/**
 * Sends these bytes as they are, and reads nothing before all of them are written, as some proxies do. Gives the first
 * response. Rejects when the connection is cut before that.
 */
export async function sendRaw(port: number, ...parts: readonly (string | Buffer)[]): Promise<RawResponse> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    for (const part of parts) await write(socket, part);
    return await firstResponse(socket);
  } finally {
    socket.destroy();
  }
}

const write = (socket: Socket, part: string | Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.write(part, () => {
      socket.off('error', reject);
      resolve();
    });
  });

async function firstResponse(socket: Socket): Promise<RawResponse> {
  let received = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    received += chunk.toString('latin1');
    const response = parse(received.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, ''));
    if (response) return response;
  }
  throw new Error(`the connection ended after ${JSON.stringify(received)}`);
}

function parse(received: string): RawResponse | null {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const [statusLine = '', ...lines] = received.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const body = received.slice(end + 4);
  if (body.length < Number(headers['content-length'] ?? 0)) return null;
  return { status: Number(statusLine.split(' ')[1]), headers, body };
}
