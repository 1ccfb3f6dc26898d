import { EventEmitter, once } from 'node:events';
import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { WrongSetting } from '@app/config';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sampleApp, token } from '../sample-app.examples';
import { listen } from './raw-request.examples';

describe('readiness', () => {
  it('names each probe, and is ok only if all are', async () => {
    let works = true;
    const check = () => (works ? Promise.resolve() : Promise.reject(new Error('down at 10.0.0.7')));
    const app = await sampleApp({
      probes: [
        { name: 'eventStore', check },
        { name: 'readModels', check: async () => {} },
      ],
    });
    const ready = async () => {
      const response = await app.inject('/health/ready');
      return [response.statusCode, response.json()];
    };
    expect(await ready()).toEqual([200, { status: 'ok', probes: { eventStore: 'ok', readModels: 'ok' } }]);
    works = false;
    expect(await ready()).toEqual([503, { status: 'failing', probes: { eventStore: 'failing', readModels: 'ok' } }]);
    expect((await app.inject('/health/live')).json()).toEqual({ status: 'ok' });
    await app.close();
  });

  it('stays while a probe is degraded', async () => {
    const app = await sampleApp({ probes: [{ name: 'parkedWork', check: () => Promise.resolve('degraded') }] });
    const response = await app.inject('/health/ready');
    expect([response.statusCode, response.json()]).toEqual([200, { status: 'ok', probes: { parkedWork: 'degraded' } }]);
    await app.close();
  });
});

describe('metrics', () => {
  it('measure requests by route, without ids', async () => {
    const app = await sampleApp();
    await app.inject({ url: '/v2/members/ravi/accounts', headers: { authorization: await token() } });
    await app.inject('/v2/nothing/ravi');
    const { body, headers } = await app.inject('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(body).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/v2\/members\/:memberId\/accounts",status="200"\} 1/,
    );
    expect(body).toContain('process_cpu_seconds_total');
    expect(body).not.toContain('ravi');
    await app.close();
  });

  it('can be served on a port of their own', async () => {
    const { app, port } = await appWithMetricsPort();
    expect((await app.inject('/metrics')).statusCode).toBe(404);
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(await response.text()).toContain('process_cpu_seconds_total');
    expect((await fetch(`http://127.0.0.1:${port}/v2/accounts`)).status).toBe(404);
    await app.close();
    await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
  });
});

describe('the documentation', () => {
  it('is served as JSON and as a page that loads nothing from other hosts', async () => {
    const app = await sampleApp();
    const document = (await app.inject('/openapi.json')).json<{ paths: Record<string, Record<string, object>> }>();
    expect(document.paths['/v2/accounts/{accountId}/close']?.post).toMatchObject({
      responses: {
        409: { description: expect.stringContaining('`ACCOUNT_CLOSED` The account is already closed.') as unknown },
      },
    });
    const page = await app.inject('/docs');
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html']);
    const links = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) {
      expect(link).toMatch(/^\.\/docs\//);
      expect((await app.inject(link.slice(1))).statusCode).toBe(200);
    }
    await app.close();
  });
});

describe('the log', () => {
  it('has one line for each request, without anything that the client sent', async () => {
    const lines: string[] = [];
    const logTo = { write: (line: string) => void lines.push(line) };
    const app = await sampleApp({ env: { LOG_LEVEL: 'trace' }, logTo });
    lines.length = 0;
    const { headers } = await app.inject({
      url: '/social-groups/v2/members/ravi/accounts?memberId=ravi',
      headers: { authorization: await token(), 'x-wix-bi-gateway': 'ravi' },
    });
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      {
        level: 'info',
        time: expect.any(String) as string,
        requestId: headers['x-wix-request-id'],
        method: 'GET',
        route: '/v2/members/:memberId/accounts',
        status: 200,
        ms: expect.any(Number) as number,
        caller: 'MEMBER',
        site: 'default',
        msg: 'request',
      },
    ]);
    lines.length = 0;
    await app.inject('/v2/accounts/broken/ravi');
    expect(lines[0]).toContain('"msg":"unforeseen failure"');
    await app.close();
  });
});

describe('a body that breaks off is no failure of the service', () => {
  const head = ['POST /v2/accounts HTTP/1.1', 'host: a', 'content-type: application/json'];
  it.each([
    ['because the client leaves', 'content-length: 100', '{"account":'],
    ['with a chunk that is none', 'transfer-encoding: chunked', '5\r\n{"acc\r\nzz\r\n'],
  ])('%s', async (_, framing, part) => {
    const lines: string[] = [];
    const logTo = { write: (line: string) => void lines.push(line) };
    const app = await sampleApp({ env: { LOG_LEVEL: 'info' }, logTo });
    const port = await listen(app);
    const connected = once(app.getHttpServer(), 'connection');
    const client = connect(port, '127.0.0.1');
    const requested = once(app.getHttpServer(), 'request');
    client.write([...head, framing, '', part].join('\r\n'));
    const closed = once(((await connected) as [Socket])[0], 'close');
    await requested;
    client.destroy();
    await closed;
    await new Promise(setImmediate);
    expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    await app.close();
  });
});

describe('the log of a refused token', () => {
  it.each([
    ['a claim', () => token({ sub: 'ravi@example.org' }), /^the claim sub must not be an address/],
    ['the time', () => token({ expiresInSeconds: -90 }), /^the claim exp is in the past$/],
    ['the signature', async () => `${(await token()).slice(0, -4)}AAAA`, /^ERR_JWS_SIGNATURE_VERIFICATION_FAILED$/],
    ['the form', () => 'ravi@example.org', /^ERR_JWS_INVALID$/],
    ['the length', () => 'ravi@example.org'.repeat(1000), /^the token is too long$/],
  ])('names %s in one line, without the token and what it holds', async (_, make, reason) => {
    const lines: string[] = [];
    const app = await sampleApp({ env: { LOG_LEVEL: 'info' }, logTo: { write: (line) => void lines.push(line) } });
    lines.length = 0;
    const authorization = await make();
    const { headers, statusCode } = await app.inject({ url: '/v2/accounts', headers: { authorization } });
    expect(statusCode).toBe(401);
    const refused = lines.filter((line) => line.includes('token refused'));
    expect(refused.map((line) => JSON.parse(line) as object)).toEqual([
      {
        level: 'info',
        time: expect.any(String) as string,
        requestId: headers['x-wix-request-id'],
        reason: expect.stringMatching(reason) as string,
        msg: 'token refused',
      },
    ]);
    const [, payload = authorization] = authorization.split('.');
    for (const line of lines) for (const part of ['ravi', payload]) expect(line).not.toContain(part);
    await app.close();
  });
});

describe('while the keys for tokens cannot be fetched', () => {
  /** A token that makes the service look for its key. */
  const authorization = ['{"alg":"ES256"}', '{}', ''].map((part) => Buffer.from(part).toString('base64url')).join('.');

  it('the log says why', async () => {
    const lines: string[] = [];
    const env = { AUTH_SECRET: '', AUTH_JWKS_URL: 'http://127.0.0.1:1', LOG_LEVEL: 'info' };
    const app = await sampleApp({ env, logTo: { write: (line) => void lines.push(line) } });
    const { headers, statusCode } = await app.inject({ url: '/v2/accounts', headers: { authorization } });
    expect(statusCode).toBe(503);
    const said = lines.filter((line) => line.includes('keys for tokens'));
    expect(said.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        level: 'warn',
        requestId: headers['x-wix-request-id'],
        err: expect.objectContaining({ cause: expect.anything() as unknown }) as unknown,
      }),
    ]);
    await app.close();
  });

  it('a client that does not wait is no failure of the service', async () => {
    const keys = createHttpServer();
    await once(keys.listen(0, '127.0.0.1'), 'listening');
    const outcome: { level: string }[] = [];
    const logged = new EventEmitter();
    const write = (text: string) => {
      const line = JSON.parse(text) as { level: string; msg: string };
      if (!/token refused|failure/.test(line.msg)) return;
      outcome.push(line);
      logged.emit('outcome');
    };
    const AUTH_JWKS_URL = `http://127.0.0.1:${(keys.address() as AddressInfo).port}`;
    const app = await sampleApp({ env: { AUTH_SECRET: '', AUTH_JWKS_URL, LOG_LEVEL: 'info' }, logTo: { write } });
    const port = await listen(app);

    const [asked, connected] = [once(keys, 'request'), once(app.getHttpServer(), 'connection')];
    const client = connect(port, '127.0.0.1');
    client.write(`GET /v2/accounts HTTP/1.1\r\nhost: a\r\nauthorization: ${authorization}\r\n\r\n`);
    const [, response] = (await asked) as [unknown, ServerResponse];
    const closed = once(((await connected) as [Socket])[0], 'close');
    client.destroy();
    await closed;
    const outcomeLogged = once(logged, 'outcome');
    response.end('{"keys":[]}');
    await outcomeLogged;
    expect(outcome).toMatchObject([{ level: 'info' }]);
    await app.close();
    keys.close();
  });
});

/** The sample app with metrics on a free port. Another process may take the port before the app does: then tries another. */
async function appWithMetricsPort(): Promise<{ app: NestFastifyApplication; port: number }> {
  for (;;) {
    const port = await freePort();
    try {
      return { app: await sampleApp({ env: { METRICS_PORT: String(port) } }), port };
    } catch (error) {
      if (!(error instanceof WrongSetting)) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
