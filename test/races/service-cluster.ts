import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EventStore, InMemoryEventStore } from '@app/event-store';
import type { Position, Recorded } from '@app/kernel';
import { InMemoryReadStore } from '@app/read-store';
import {
  apiRole,
  type ServiceInstance,
  startInstance,
  untilPoliciesAreDone,
  untilReadiness,
} from '../support/service-instances';

const MOST_TURNS = 4;

/** Takes a random number of turns of the event loop for each call, so that concurrent calls end in any order. */
class EventStoreWithRandomDelays extends InMemoryEventStore {
  override async append(...append: Parameters<EventStore['append']>): ReturnType<EventStore['append']> {
    await randomDelay();
    const appended = await super.append(...append);
    await randomDelay();
    return appended;
  }

  override async readStream(...read: Parameters<EventStore['readStream']>): ReturnType<EventStore['readStream']> {
    await randomDelay();
    const events = await super.readStream(...read);
    await randomDelay();
    return events;
  }
}

async function randomDelay(): Promise<void> {
  for (let left = Math.floor(Math.random() * MOST_TURNS); left > 0; left--) await nextTurn();
}

/** Several instances of the service on the same stores, each with its own caches and queues. The first keeps the views. */
export class ServiceCluster {
  private constructor(
    private readonly instances: readonly ServiceInstance[],
    private readonly events: EventStore,
    private readonly views: InMemoryReadStore,
  ) {}

  static async of(size: number): Promise<ServiceCluster> {
    const [events, views] = [new EventStoreWithRandomDelays(), new InMemoryReadStore()];
    const first = await startInstance({ background: 'THIS_PROCESS', routes: true }, events, views);
    const others = Array.from({ length: size - 1 }, () => startInstance(apiRole, events, views));
    const cluster = new ServiceCluster([first, ...(await Promise.all(others))], events, views);
    await Promise.all(cluster.instances.map((instance) => untilReadiness(instance, 200)));
    return cluster;
  }

  /** The address of a random one. */
  get url(): string {
    return this.instances[Math.floor(Math.random() * this.instances.length)]!.url;
  }

  lastPosition(): Promise<Position | null> {
    return this.events.lastPosition();
  }

  /** All events of a site after this position. */
  async eventsOf(site: string, after: Position | null): Promise<Recorded[]> {
    const events = await this.events.readAll({ limit: 1_000_000, ...(after !== null && { after }) });
    return events.filter(({ metadata }) => metadata.siteId === site);
  }

  /** Comes back when the policies have been through the log, and nothing more has followed. */
  untilPoliciesAreDone(): Promise<void> {
    return untilPoliciesAreDone(this.events, this.views);
  }

  async stop(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.stop()));
  }
}
