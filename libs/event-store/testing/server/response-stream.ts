import { once } from 'node:events';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { ServerWritableStream, ServiceError } from '@grpc/grpc-js';
import type { Faults } from './faults';

/** The server's side of a read or subscription. */
export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** The response of one read or subscription: sends messages in order, as fast as the client takes them. */
export class ResponseStream {
  private readonly ending = new AbortController();

  constructor(
    private readonly call: ReadCall,
    readonly faults: Faults,
  ) {
    const end = (): void => this.ending.abort();
    call.on('cancelled', end).on('close', end).on('error', end);
  }

  /** Aborts when the client has ended the call, or `fail` has. */
  get closed(): AbortSignal {
    return this.ending.signal;
  }

  /** Sends one message. Does nothing once the call has ended. */
  async write(message: ReadResp): Promise<void> {
    await this.faults.delay();
    await this.faults.endOfSilence();
    if (this.closed.aborted || this.call.write(message)) return;
    await once(this.call, 'drain', { signal: this.closed }).catch(() => {});
  }

  /** Ends the call successfully. */
  async end(): Promise<void> {
    await this.faults.endOfSilence();
    if (!this.closed.aborted) this.call.end();
  }

  /** Ends the call with an error. */
  fail(error: ServiceError): void {
    if (!this.closed.aborted) this.call.emit('error', error);
    this.ending.abort();
  }
}
