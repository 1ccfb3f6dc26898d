import { once } from 'node:events';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { ServerWritableStream, ServiceError } from '@grpc/grpc-js';
import type { Faults } from './faults';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** The way to one reader: says one thing after the other, as fast as that one takes it. */
export class Outlet {
  private readonly ending = new AbortController();

  constructor(
    private readonly call: ReadCall,
    readonly faults: Faults,
  ) {
    const end = (): void => this.ending.abort();
    call.on('cancelled', end).on('close', end).on('error', end);
  }

  /** Aborts when the reader has gone, or was sent away. */
  get gone(): AbortSignal {
    return this.ending.signal;
  }

  async say(answer: ReadResp): Promise<void> {
    await this.faults.dawdle();
    await this.faults.awake();
    if (this.gone.aborted || this.call.write(answer)) return;
    await once(this.call, 'drain', { signal: this.gone }).catch(() => {});
  }

  async end(): Promise<void> {
    await this.faults.awake();
    if (!this.gone.aborted) this.call.end();
  }

  fail(error: ServiceError): void {
    if (!this.gone.aborted) this.call.emit('error', error);
    this.ending.abort();
  }
}
