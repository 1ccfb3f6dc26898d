import type { Cases } from '../case';
import { binaryEvent, jsonEvent, type EventStoreDBClient, type JSONType } from '@eventstore/db-client';
import { collect, counted, newId } from '../events';

export const data: Cases = {
  'json-of-every-kind': ({ client, stream }) =>
    storedData(client, stream('a'), [
      { text: 'a "quoted" \\ line\nand a tab\t', yes: true, no: false, nothing: null, list: [1, [2, { deep: {} }]] },
      { left: undefined, kept: 0 },
      {},
    ]),

  'json-that-is-no-object': ({ client, stream }) => storedData(client, stream('a'), [5, 'text', null, true, [1, 2]]),

  'json-numbers': ({ client, stream }) =>
    storedData(client, stream('a'), [
      { whole: Number.MAX_SAFE_INTEGER, beyond: 2 ** 63, least: -(2 ** 53), tiny: 5e-324, huge: 1.7e308, part: 0.1 },
      { asText: '123456789012345678901234567890' },
    ]),

  'unicode-everywhere': async ({ client, stream }) => {
    const name = stream('grüße-群组-😀');
    const words = { text: 'Ω é 群组 😀 \u0000 \u2028' };
    await client.appendToStream(name, jsonEvent({ type: 'Begrüßt-群组-😀', data: words, metadata: words }));
    return collect(client.readStream(name));
  },

  'metadata-for-tracing': async ({ client, stream }) => {
    const metadata = { $correlationId: newId(), $causationId: newId(), actor: { type: 'MEMBER', id: 'm1' } };
    await client.appendToStream(stream('a'), counted(0, { metadata }));
    const [event] = await collect(client.readStream(stream('a')));
    return { sent: metadata, stored: event!.metadata };
  },

  'metadata-absent-or-empty': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), [counted(0), counted(1, { metadata: {} })]);
    const events = await collect(client.readStream(stream('a')));
    return events.map(({ metadata }) => (metadata === undefined ? 'undefined' : metadata));
  },

  'metadata-of-bytes': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), counted(0, { metadata: Uint8Array.of(9, 0, 255) }));
    return collect(client.readStream(stream('a')));
  },

  'binary-data': async ({ client, stream }) => {
    const bytes = Uint8Array.of(0, 1, 127, 128, 255);
    await client.appendToStream(stream('a'), [
      binaryEvent({ type: 'Bytes', data: bytes, metadata: { kind: 'json' } }),
      binaryEvent({ type: 'NoBytes', data: Uint8Array.of() }),
    ]);
    return collect(client.readStream(stream('a')));
  },

  'binary-and-json-in-one-stream': async ({ client, stream }) => {
    await client.appendToStream(stream('a'), [
      counted(0),
      binaryEvent({ type: 'Bytes', data: Buffer.from('{"n":1}') }),
    ]);
    const events = await collect(client.readStream(stream('a')));
    return events.map(({ isJson, data }) => ({ isJson, data }));
  },

  'event-id-is-kept-in-lower-case': async ({ client, stream }) => {
    const id = newId();
    await client.appendToStream(stream('a'), counted(0, { id: id.toUpperCase() }));
    const [event] = await collect(client.readStream(stream('a')));
    return { sent: id, stored: event!.id };
  },

  'event-created-is-the-time-of-the-append': async ({ client, stream }) => {
    const before = Date.now();
    await client.appendToStream(stream('a'), counted(0));
    const [event] = await collect(client.readStream(stream('a')));
    const { created } = event!;
    return { isDate: created instanceof Date, near: Math.abs(created.getTime() - before) < 60_000 };
  },

  'names-long-and-unusual': async ({ client, stream }) => {
    const names = ['long-'.repeat(100), 'a b', 'a/b?c=d&e#f', 'a@b', "it's", 'dots.and-dashes_'].map(stream);
    const types = names.map((name) => name.slice(stream('').length));
    for (const [k, name] of names.entries()) await client.appendToStream(name, counted(k, { type: types[k] }));
    const events = await Promise.all(names.map((name) => collect(client.readStream(name))));
    return events.map(([event], k) => ({ stream: event!.streamId === names[k], type: event!.type === types[k] }));
  },
};

async function storedData(client: EventStoreDBClient, name: string, contents: readonly unknown[]) {
  const events = contents.map((content) => jsonEvent({ type: 'Said', data: content as JSONType }));
  await client.appendToStream(name, events);
  return (await collect(client.readStream(name))).map((event) => event.data);
}
