import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { readSettings } from '@app/config';
import { type EventStore, EventStoreDbEventStore, type EventStoreDbOptions } from '@app/event-store';
import { type ProcessRole, startGroups } from '@app/groups';
import type { ReadStore } from '@app/read-store';
import { secret } from './secret';
import { waitUntil } from './waiting';

/**
 * Several instances of the service on shared stores, all in the process of the test: each with its own caches, queues
 * and port, as if it were a process of its own.
 */
export type ServiceInstance = { readonly url: string; readonly stop: () => Promise<void> };

export const apiRole: ProcessRole = { background: 'OTHER_PROCESSES', routes: true };
export const projectorRole: ProcessRole = { background: 'LEADER', routes: false };

/** Starts one on stores that others use too. Whoever opened the stores closes them. */
export async function startInstance(role: ProcessRole, events: EventStore, views: ReadStore): Promise<ServiceInstance> {
  const settings = readSettings({ AUTH_SECRET: secret, LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '0' });
  const app = await startGroups({ events, views, close: () => Promise.resolve() }, settings, role);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => app.close() };
}

/** An event store on a server, for all instances of a test: the client package may be loaded once in a process. */
export const openEvents = (url: string, options?: EventStoreDbOptions): Promise<EventStoreDbEventStore> =>
  EventStoreDbEventStore.open(url, options);

/** Comes back when its readiness is as wanted. Gives how many milliseconds that took; throws after the safety limit. */
export async function untilReadiness({ url }: ServiceInstance, status: 200 | 503): Promise<number> {
  const began = performance.now();
  await waitUntil(async () => {
    const response = await fetch(`${url}/health/ready`);
    await response.text();
    return response.status === status;
  }, `${url}/health/ready responds with ${status}`);
  return performance.now() - began;
}

/**
 * Comes back when the policies have been through everything in the log, and nothing more has followed. Throws after the
 * safety limit. A response to a write waits a while for its policies and no longer.
 */
export const untilPoliciesAreDone = (events: EventStore, views: ReadStore): Promise<void> =>
  waitUntil(async () => {
    const checkpoint = await views.checkpoint('automation');
    return (checkpoint?.position ?? null) === (await events.lastPosition());
  }, 'the policies have been through the log');
