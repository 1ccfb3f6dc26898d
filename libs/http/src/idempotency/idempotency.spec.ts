import { InMemoryEventStore } from '@app/event-store';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sampleApp, token } from '../sample-app.examples';

const accounts = '/v2/accounts';
const account = { account: { name: 'Pay' } };

// The routes of the sample make no decision; their responses are stored all the same.
describe('a write with an Idempotency-Key', () => {
  let app: NestFastifyApplication;
  let events: InMemoryEventStore;
  beforeEach(async () => {
    events = new InMemoryEventStore();
    app = await sampleApp({ store: events });
  });
  afterEach(() => app.close());

  const send = async (
    url: string,
    payload: object | undefined,
    headers: Record<string, string>,
    method: 'POST' | 'PATCH' = 'POST',
  ) => {
    const authorization = await token();
    const response = await app.inject({ method, url, payload, headers: { authorization, ...headers } });
    const body = response.json<{
      message?: string;
      details?: { validationError?: { fieldViolations: { field: string }[] } };
    }>();
    return { status: response.statusCode, body, text: response.body, token: response.headers['x-wix-consistent'] };
  };
  const keyed = (payload: object, key = 'k') => send(accounts, payload, { 'idempotency-key': key });

  it('has its key claimed before the response, without its content', async () => {
    expect(await keyed(account)).toMatchObject({ status: 200 });
    const claims = await events.readAll();
    expect(claims).toMatchObject([
      { type: 'CommandClaimed', data: { fingerprint: expect.stringMatching(/^[\w-]{43}$/) as string } },
    ]);
    expect(
      JSON.stringify(claims, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('Pay');
  });

  it('gets the same response again, with one claim', async () => {
    const [first, repeat] = [await keyed(account), await keyed(account)];
    expect(repeat).toEqual(first);
    expect(await events.readAll()).toHaveLength(1);
  });

  it('responds with the consistency token of the first response', async () => {
    const change = (key: string) =>
      send(`${accounts}/2f1c1d2e-6a77-4b62-8a5d-0c1fbc0d7f11`, account, { 'idempotency-key': key }, 'PATCH');
    const first = await change('k');
    await change('another');
    expect((await change('k')).token).toBe(first.token);
  });

  it('is refused when the key was used for another request', async () => {
    await keyed(account);
    expect(await keyed({ account: { name: 'Tip' } })).toMatchObject({
      status: 409,
      body: { message: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(await keyed({ account: { name: 'Tip' } }, 'other')).toMatchObject({ status: 200 });
    expect(await keyed({ account: 7 })).toMatchObject({ status: 400 });
  });

  it('is neither claimed nor stored when it is refused', async () => {
    const close = (accountId: string) => send(`${accounts}/${accountId}/close`, undefined, { 'idempotency-key': 'k' });
    for (let n = 0; n < 2; n++)
      expect(await close('0f1c1d2e-6a77-4b62-8a5d-0c1fbc0d7f11')).toMatchObject({
        status: 409,
        body: { message: 'ACCOUNT_CLOSED' },
      });
    expect(await keyed({ account: 7 })).toMatchObject({ status: 400 });
    expect(await events.readAll()).toHaveLength(0);
    expect(await close('1f1c1d2e-6a77-4b62-8a5d-0c1fbc0d7f11')).toMatchObject({ status: 200 });
  });

  it.each([[''], ['x'.repeat(129)], ['sch\u00f6n'], ['a\tb']])(
    'is refused with the key %j, before its body is validated',
    async (key) => {
      const { status, body } = await keyed({ account: 7 }, key);
      expect([status, body.details?.validationError?.fieldViolations.map(({ field }) => field)]).toEqual([
        400,
        ['idempotency-key'],
      ]);
    },
  );

  it('responds with 503 while the event store is unavailable', async () => {
    await events.close();
    expect(await keyed(account)).toMatchObject({ status: 503, body: { message: 'EVENT_STORE_UNAVAILABLE' } });
  });
});
