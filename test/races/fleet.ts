import { setImmediate as turn } from 'node:timers/promises';
import { type EventStore, InMemoryEventStore } from '@app/event-store';
import type { Position, Recorded } from '@app/kernel';
import { InMemoryReadStore } from '@app/read-store';
import { api, becomes, type Process, startProcess } from '../faults/processes';

const MOST_TURNS = 4;
const PATIENCE = 20_000; // ms

/** An event store that takes its time, now more, now less: what is asked at once is answered in any order. */
class Unsteady extends InMemoryEventStore {
  override async append(...append: Parameters<EventStore['append']>): ReturnType<EventStore['append']> {
    await moments();
    const appended = await super.append(...append);
    await moments();
    return appended;
  }

  override async readStream(...read: Parameters<EventStore['readStream']>): ReturnType<EventStore['readStream']> {
    await moments();
    const events = await super.readStream(...read);
    await moments();
    return events;
  }
}

async function moments(): Promise<void> {
  for (let left = Math.floor(Math.random() * MOST_TURNS); left > 0; left--) await turn();
}

/** Processes of the service on the same stores, each with its own caches and queues. The first keeps the views. */
export class Fleet {
  private constructor(
    private readonly processes: readonly Process[],
    private readonly events: EventStore,
    private readonly views: InMemoryReadStore,
  ) {}

  static async of(size: number): Promise<Fleet> {
    const [events, views] = [new Unsteady(), new InMemoryReadStore()];
    const first = await startProcess({ background: 'THIS_PROCESS', routes: true }, events, views);
    const others = Array.from({ length: size - 1 }, () => startProcess(api, events, views));
    const fleet = new Fleet([first, ...(await Promise.all(others))], events, views);
    await Promise.all(fleet.processes.map((process) => becomes(process, 200, PATIENCE)));
    return fleet;
  }

  /** The address of one of them, whichever. */
  get url(): string {
    return this.processes[Math.floor(Math.random() * this.processes.length)]!.url;
  }

  lastPosition(): Promise<Position | null> {
    return this.events.lastPosition();
  }

  /** Everything that happened on a site behind this position. */
  async happened(site: string, after: Position | null): Promise<Recorded[]> {
    const events = await this.events.readAll({ limit: 1_000_000, ...(after !== null && { after }) });
    return events.filter(({ metadata }) => metadata.siteId === site);
  }

  /** Comes back when the policies have been through everything that has happened, and nothing more has followed. */
  async quiet(): Promise<void> {
    for (const end = performance.now() + PATIENCE; ;) {
      const been = await this.views.checkpoint('automation');
      if (been?.position === (await this.lastPosition())) return;
      if (performance.now() > end) throw new Error('the policies never come to rest');
      await new Promise((later) => setTimeout(later, 50));
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.stop()));
  }
}
