import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { WrongSetting } from '@app/config';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sampleApp, token } from '../sample-app.examples';

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
