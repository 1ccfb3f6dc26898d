import { InMemoryEventStore } from '@app/event-store';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sampleApp, token } from '../sample-app.examples';

const cakes = '/v2/cakes';
const cake = { cake: { name: 'Pie' } };

/** A route of the sample decides nothing: whatever it answers is kept all the same. */
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
  const keyed = (payload: object, key = 'k') => send(cakes, payload, { 'idempotency-key': key });

  it('is claimed by the time it is answered, with nothing of its content', async () => {
    expect(await keyed(cake)).toMatchObject({ status: 200 });
    const claims = await events.readAll();
    expect(claims).toMatchObject([
      { type: 'CommandClaimed', data: { fingerprint: expect.stringMatching(/^[\w-]{43}$/) as string } },
    ]);
    expect(
      JSON.stringify(claims, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('Pie');
  });

  it('is answered again as before, and claimed once', async () => {
    const [first, again] = [await keyed(cake), await keyed(cake)];
    expect(again).toEqual(first);
    expect(await events.readAll()).toHaveLength(1);
  });

  it('answers a token as far as the first one', async () => {
    const change = (key: string) =>
      send(`${cakes}/2f1c1d2e-6a77-4b62-8a5d-0c1fbc0d7f11`, cake, { 'idempotency-key': key }, 'PATCH');
    const first = await change('k');
    await change('another');
    expect((await change('k')).token).toBe(first.token);
  });

  it('is refused when the key was used for something else', async () => {
    await keyed(cake);
    expect(await keyed({ cake: { name: 'Tea' } })).toMatchObject({
      status: 409,
      body: { message: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(await keyed({ cake: { name: 'Tea' } }, 'other')).toMatchObject({ status: 200 });
    expect(await keyed({ cake: 7 })).toMatchObject({ status: 400 });
  });

  it('is neither claimed nor kept when it is refused', async () => {
    const eat = (cakeId: string) => send(`${cakes}/${cakeId}/eat`, undefined, { 'idempotency-key': 'k' });
    for (let n = 0; n < 2; n++)
      expect(await eat('0f1c1d2e-6a77-4b62-8a5d-0c1fbc0d7f11')).toMatchObject({
        status: 409,
        body: { message: 'CAKE_EATEN' },
      });
    expect(await keyed({ cake: 7 })).toMatchObject({ status: 400 });
    expect(await events.readAll()).toHaveLength(0);
    expect(await eat('1f1c1d2e-6a77-4b62-8a5d-0c1fbc0d7f11')).toMatchObject({ status: 200 });
  });

  it.each([[''], ['x'.repeat(129)], ['sch\u00f6n'], ['a\tb']])(
    'is refused with the key %j, before its body is looked at',
    async (key) => {
      const { status, body } = await keyed({ cake: 7 }, key);
      expect([status, body.details?.validationError?.fieldViolations.map(({ field }) => field)]).toEqual([
        400,
        ['idempotency-key'],
      ]);
    },
  );

  it('of an outage of the journal has nothing to fear', async () => {
    await events.close();
    expect(await keyed(cake)).toMatchObject({ status: 503, body: { message: 'EVENT_STORE_UNAVAILABLE' } });
  });
});
