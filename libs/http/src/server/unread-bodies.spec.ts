import { once } from 'node:events';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sampleApp, token } from '../sample-app.examples';
import { listen, sendRaw } from './raw-request.examples';
import { readAway } from './unread-bodies';

/** More than the buffers of both ends hold, so that a body that is not read cannot be written either. */
const BODY_BYTES = 16 * 1_048_576;

let app: NestFastifyApplication;
let port: number;
let limited: NestFastifyApplication;
let limitedPort: number;
let authorization: string;
beforeAll(async () => {
  app = await sampleApp();
  port = await listen(app);
  limited = await sampleApp({ env: { RATE_LIMIT_PER_MINUTE: '1' } });
  limitedPort = await listen(limited);
  authorization = await token();
});
afterAll(() => Promise.all([app.close(), limited.close()]));

const bytes = Buffer.alloc(BODY_BYTES, 'x');
const chunked = [`${BODY_BYTES.toString(16)}\r\n`, bytes, '\r\n0\r\n\r\n'];

describe.each([
  ['kept open', []],
  ['closed after the response', ['connection: close']],
])('the response to a request whose body still comes arrives on a connection that is %s', (_, more) => {
  const head = (line: string, ...headers: readonly string[]) =>
    [`${line} HTTP/1.1`, 'host: a', ...more, ...headers, '', ''].join('\r\n');
  const sized = `content-length: ${BODY_BYTES}`;
  const json = 'content-type: application/json';

  it.each<[number, string, readonly string[]]>([
    [404, 'POST /v2/nothing', [sized]],
    [405, 'PUT /v2/accounts', [sized]],
    [413, 'POST /v2/accounts', [sized, json]],
    [413, 'POST /v2/accounts', [sized, 'content-type: text/plain']],
    [413, 'POST /v2/accounts', [sized, json, 'expect: 100-continue']],
    [413, 'POST /v2/accounts', [sized, 'content-type: /']],
    [417, 'POST /v2/accounts', [sized, json, 'expect: more']],
    [400, 'POST /v2/accounts/%zz', [sized, json]],
    [401, 'GET /v2/accounts/own', [sized, json]],
    [200, 'GET /v2/accounts', [sized, json]],
  ])('%d to %s with %j', async (status, line, headers) => {
    expect(await sendRaw(port, head(line, ...headers), bytes)).toMatchObject({ status });
  });

  it('413 to a body in chunks', async () =>
    expect(
      await sendRaw(port, head('POST /v2/accounts', json, 'transfer-encoding: chunked'), ...chunked),
    ).toMatchObject({
      status: 413,
    }));

  it('429', async () => {
    const request = () => sendRaw(limitedPort, head('GET /v2/accounts', sized), bytes);
    await request();
    expect(await request()).toMatchObject({ status: 429 });
  });
});

it('a connection serves further requests after a refused body', async () => {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const small = 'x'.repeat(1000);
  socket.write(`POST /v2/nothing HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\n${small}`);
  await once(socket, 'data');
  socket.write(`GET /v2/accounts/own HTTP/1.1\r\nhost: a\r\nauthorization: ${authorization}\r\n\r\n`);
  const [second] = (await once(socket, 'data')) as [Buffer];
  expect(second.toString()).toMatch(/^HTTP\/1\.1 200 /);
  socket.destroy();
});

describe('what still comes is read away', () => {
  const withBytes = (...sizes: readonly number[]) => {
    const stream = new PassThrough({ highWaterMark: 1000 });
    for (const size of sizes) stream.write(Buffer.alloc(size));
    return stream;
  };
  it('until it ends', async () => {
    const stream = withBytes(10, 10);
    stream.end();
    expect(await readAway(stream, { bytes: 20, ms: 60_000 })).toBe(true);
  });
  it('up to a number of bytes', async () =>
    expect(await readAway(withBytes(10, 11), { bytes: 20, ms: 60_000 })).toBe(false));
  it('up to a time', async () => expect(await readAway(withBytes(10), { bytes: 20, ms: 1 })).toBe(false));
  it('unless the connection is lost', async () => {
    const stream = withBytes(10);
    const read = readAway(stream, { bytes: 20, ms: 60_000 });
    stream.destroy();
    expect(await read).toBe(false);
  });
});
