import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sampleApp, token } from '../sample-app.examples';
import { listen, type RawResponse, sendRaw } from './raw-request.examples';

let app: NestFastifyApplication;
let port: number;
let authorization: string;
beforeAll(async () => {
  app = await sampleApp();
  port = await listen(app);
  authorization = await token();
});
afterAll(() => app.close());

type ErrorJson = {
  message: string;
  details: { validationError?: { fieldViolations: { field: string }[] }; applicationError?: { code: string } };
};

/** The status with the field or code that the error names. Expects what every error has. */
function errorOf({ status, headers, body }: RawResponse): [number, string | undefined] {
  expect(headers).toMatchObject({
    'content-type': expect.stringMatching(/^application\/json/) as string,
    'cache-control': 'no-store',
    'x-wix-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
  const { details } = JSON.parse(body) as ErrorJson;
  expect(Object.keys(details)).toHaveLength(1);
  return [status, details.validationError?.fieldViolations[0]?.field ?? details.applicationError?.code];
}

const lines = (...all: readonly string[]) => [...all, '', ''].join('\r\n');
const list = 'GET /v2/accounts HTTP/1.1';

describe('a malformed request gets a JSON error', () => {
  it.each<[string, string, number, string]>([
    ['without a host', lines(list), 400, 'host'],
    ['with two hosts', lines(list, 'host: a.org', 'Host: b.org'), 400, 'host'],
    ['with the same host twice', lines(list, 'host: a.org', 'Host: a.org'), 400, 'host'],
    ['without a host at an unknown path', lines('GET /nothing HTTP/1.1'), 400, 'host'],
    ['with an unknown expectation', lines(list, 'host: a', 'expect: a-miracle'), 417, 'EXPECTATION_FAILED'],
    [
      'with an unknown expectation and a body',
      `${lines('POST /v2/accounts HTTP/1.1', 'host: a', 'expect: a-miracle', 'content-length: 2')}{}`,
      417,
      'EXPECTATION_FAILED',
    ],
    ['that is no HTTP', lines('not HTTP'), 400, 'request'],
    ['of another version', lines('GET /v2/accounts HTTP/7.3', 'host: a'), 400, 'request'],
    ['with an unknown method', lines('DANCE /v2/accounts HTTP/1.1', 'host: a'), 400, 'request'],
    ['with a header that is none', lines(list, 'host: a', 'no colon'), 400, 'request'],
    ['with two lengths', lines(list, 'host: a', 'content-length: 1', 'content-length: 2'), 400, 'request'],
    [
      'with a length and chunks',
      `${lines('POST /v2/accounts HTTP/1.1', 'host: a', 'content-length: 2', 'transfer-encoding: chunked')}{}`,
      400,
      'request',
    ],
    [
      'with a broken chunk',
      `${lines('POST /v2/accounts HTTP/1.1', 'host: a', 'transfer-encoding: chunked')}zz\r\n{}\r\n`,
      400,
      'request',
    ],
    ['for a tunnel', lines('CONNECT a.org:443 HTTP/1.1', 'host: a.org:443'), 405, 'METHOD_NOT_ALLOWED'],
    [
      'for a web socket',
      lines('GET /nothing HTTP/1.1', 'host: a', 'connection: upgrade', 'upgrade: websocket'),
      404,
      'NOT_FOUND',
    ],
    ['with a method that no path has', lines('PROPFIND /v2/accounts HTTP/1.1', 'host: a'), 405, 'METHOD_NOT_ALLOWED'],
    ['with a path that is not percent-encoded', lines('GET /v2/accounts/%zz HTTP/1.1', 'host: a'), 400, 'path'],
    ['with a query that is not percent-encoded', lines('GET /v2/accounts?limit=%zz HTTP/1.1', 'host: a'), 400, 'limit'],
    ['with a path that is not UTF-8', lines('GET /v2/accounts/slugs/%ff HTTP/1.1', 'host: a'), 400, 'path'],
    ['with a path out of the files of /docs', lines('GET /docs/%2e%2e/x HTTP/1.1', 'host: a'), 404, 'NOT_FOUND'],
    ['with a path that is no file name', lines('GET /docs/%00 HTTP/1.1', 'host: a'), 404, 'NOT_FOUND'],
    [
      'with a body that is compressed on the way',
      `${lines('POST /v2/accounts HTTP/1.1', 'host: a', 'content-type: application/json', 'transfer-encoding: gzip, chunked')}2\r\n{}\r\n0\r\n\r\n`,
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['with two tokens', lines(list, 'host: a', 'authorization: ', 'authorization: x'), 401, 'UNAUTHENTICATED'],
    ['with a header of 100 KiB', lines(list, 'host: a', `x: ${'x'.repeat(102_400)}`), 431, 'REQUEST_HEADERS_TOO_LARGE'],
    [
      'with an address of 100 KiB',
      lines(`GET /${'x'.repeat(102_400)} HTTP/1.1`, 'host: a'),
      431,
      'REQUEST_HEADERS_TOO_LARGE',
    ],
    ['with headers of 8 MiB', lines(list, 'host: a', `x: ${'x'.repeat(8_388_608)}`), 431, 'REQUEST_HEADERS_TOO_LARGE'],
    ['with 8 MiB that are no HTTP', `not HTTP\r\n${'x'.repeat(8_388_608)}`, 400, 'request'],
  ])('%s', async (_, request, status, named) => expect(errorOf(await sendRaw(port, request))).toEqual([status, named]));

  it('with two tokens, although the first is valid', async () => {
    const request = lines(
      'GET /v2/accounts/own HTTP/1.1',
      'host: a',
      `authorization: ${authorization}`,
      'authorization: x',
    );
    expect(errorOf(await sendRaw(port, request))).toEqual([401, 'UNAUTHENTICATED']);
  });
});

it('a path that is not percent-encoded, or too long, is refused like any other request: for browsers, and in the log', async () => {
  const lines: string[] = [];
  const logTo = { write: (line: string) => void lines.push(line) };
  const logging = await sampleApp({ env: { LOG_LEVEL: 'info' }, logTo });
  for (const url of ['/v2/accounts/%zz', '/v2/nothing/%ff', `/v2/members/${'x'.repeat(3000)}/accounts`]) {
    lines.length = 0;
    const response = await logging.inject({ url, headers: { origin: 'https://a.org', authorization } });
    expect([url, response.statusCode]).toEqual([url, 400]);
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': expect.stringContaining('x-wix-request-id') as string,
    });
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ msg: 'request', status: 400 }]);
  }
  await logging.close();
});

describe('a request is served', () => {
  const ids = Array.from({ length: 100 }, (_, n) => `memberIds=${n}${'%7C'.repeat(126)}`).join('&');
  it.each<[string, string]>([
    ['of HTTP/1.0 without a host', lines('GET /v2/accounts HTTP/1.0')],
    ['that expects to continue', lines(list, 'host: a', 'expect: 100-continue')],
    ['with a header of 60 KiB', lines(list, 'host: a', `x: ${'x'.repeat(61_440)}`)],
    ['with an address that names 100 ids', lines(`GET /v2/accounts/ids?${ids} HTTP/1.1`, 'host: a')],
  ])('%s', async (_, request) => expect(await sendRaw(port, request)).toMatchObject({ status: 200 }));
});
