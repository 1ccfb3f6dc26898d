import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { readSettings } from '@app/config';
import { type EventStore, EventStoreDbEventStore, type EventStoreDbOptions } from '@app/event-store';
import { type ProcessRole, startGroups } from '@app/groups';
import type { ReadStore } from '@app/read-store';
import { secret } from '../support/service';

/** One API or projector, as its own process would be but for the process, listening on a free port. */
export type Process = { readonly url: string; readonly stop: () => Promise<void> };

export const api: ProcessRole = { background: 'OTHER_PROCESSES', routes: true };
export const projector: ProcessRole = { background: 'LEADER', routes: false };

/** Starts one on stores that others use too: whoever opened them closes them. */
export async function startProcess(role: ProcessRole, events: EventStore, views: ReadStore): Promise<Process> {
  const settings = readSettings({ AUTH_SECRET: secret, LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '0' });
  const app = await startGroups({ events, views, close: () => Promise.resolve() }, settings, role);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => app.close() };
}

/** An event store on a server, for all processes of a test: the client package wants to be alone in its process. */
export const openEvents = (url: string, options?: EventStoreDbOptions): Promise<EventStoreDbEventStore> =>
  EventStoreDbEventStore.open(url, options);

/** Comes back when its readiness is as wanted; throws after so many milliseconds. */
export async function becomes({ url }: Process, status: 200 | 503, patience: number): Promise<void> {
  for (const end = performance.now() + patience; ;) {
    const answer = await fetch(`${url}/health/ready`);
    if (answer.status === status) return void (await answer.text());
    if (performance.now() > end) throw new Error(`not ${status} within ${patience} ms: ${await answer.text()}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}
