import type { SnapshotStore } from '@app/decider';
import type { CollectionSpec, ReadStore } from '@app/read-store';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { READ_STORE } from '../views/views';

const streamSnapshots: CollectionSpec = { name: 'streamSnapshots', version: 1, indexes: [] };
const NO_SITE = '-'; // found by the name of their stream, which names the site
const TEXT = 'text:json'; // no filter can address this name, so the store makes no search keys of the text

/**
 * The snapshots of long streams, in the read store: one document for each stream, by its name. No view and no query reads
 * them. They may be deleted at any time.
 */
@Injectable()
export class StoredSnapshots implements SnapshotStore, OnApplicationBootstrap {
  private readonly log = new Logger('stored-snapshots');

  constructor(@Inject(READ_STORE) private readonly store: ReadStore) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.store.prepare([streamSnapshots]);
  }

  /** The text for a stream, or `null`. Throws `ReadStoreUnavailable`. */
  async load(stream: string): Promise<string | null> {
    const stored = await this.store.get(streamSnapshots, NO_SITE, stream);
    return (stored?.document[TEXT] as string | undefined) ?? null;
  }

  /** Replaces the text for a stream; of several processes at once, one does. Never rejects. */
  async save(stream: string, text: string): Promise<void> {
    try {
      const loaded = (await this.store.load(streamSnapshots, [stream])).get(stream)?.position ?? null;
      const document = { siteId: NO_SITE, [TEXT]: text };
      await this.store.write(streamSnapshots, [{ id: stream, document, position: (loaded ?? 0n) + 1n, loaded }]);
    } catch (error) {
      this.log.warn({ err: error, msg: 'a snapshot could not be stored' });
    }
  }
}
