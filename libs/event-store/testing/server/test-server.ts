import {
  ServerFeaturesService,
  type IServerFeaturesServer,
} from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { StreamsService, type IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import { failure } from './answers';
import { batchAppend, singleAppend } from './appending';
import { Connections } from './connections';
import { performDelete, performTombstone } from './deleting';
import { Faults } from './faults';
import { followAll, followStream } from './following';
import { Log } from './log';
import { Outlet } from './outlet';
import { read } from './reading';

/**
 * A small server for tests that speaks EventStoreDB's gRPC protocol to the real client: streams, `$all`, subscriptions,
 * deletions, stream metadata, repeats. It answers as EventStoreDB 23.10.8 does, which `testing/recorded` holds it to.
 * It keeps everything in memory, waits for no clock, knows no users, no TLS, no links and no persistent subscriptions,
 * and does wrong only what it is told to, with `faults` and the methods here. It is no part of the product.
 */
export class TestServer {
  readonly faults = new Faults();
  readonly log = new Log();
  private readonly readers = new Set<Outlet>();

  private constructor(
    private readonly grpc: Server,
    private readonly connections: Connections,
  ) {}

  /** Listens on a free port of this machine. */
  static async start(): Promise<TestServer> {
    const grpc = new Server({ 'grpc.max_receive_message_length': 16 * 1024 * 1024 });
    const port = await new Promise<number>((resolve, reject) => {
      grpc.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    const server = new TestServer(grpc, await Connections.to(port));
    server.serve();
    return server;
  }

  /** What a client is to be given. */
  get url(): string {
    return `esdb://127.0.0.1:${this.connections.port}?tls=false`;
  }

  /** How many reads and subscriptions are open. */
  get reading(): number {
    return this.readers.size;
  }

  /** Cuts all connections in the midst of whatever they carry. */
  reset(): void {
    this.connections.reset();
  }

  /** Cuts all connections and refuses new ones, until the returned function is called. What is stored stays. */
  async goAway(): Promise<() => Promise<void>> {
    await this.connections.refuse();
    return () => this.connections.welcome();
  }

  /** Sends all readers away, as a server does whose buffer for them is full. */
  dropReaders(): void {
    const tooSlow = { ...failure(status.ABORTED), details: 'Consumer too slow to handle event while live.' };
    for (const reader of this.readers) reader.fail(Object.assign(new Error(tooSlow.details), tooSlow));
  }

  async stop(): Promise<void> {
    await this.connections.refuse();
    this.grpc.forceShutdown();
  }

  private serve(): void {
    const { log, faults } = this;
    const supported = Object.values(StreamsService).map(({ path }: { path: string }) => {
      const [, service, method] = path.split('/') as [string, string, string];
      return new SupportedMethod().setServiceName(service).setMethodName(method.toLowerCase());
    });
    const features = new SupportedMethods().setEventStoreServerVersion('23.10.8').setMethodsList(supported);
    const capabilities: IServerFeaturesServer = {
      getSupportedMethods: (_, answer) =>
        void faults.awake().then(() => {
          if (faults.takeConfusion()) answer(failure(status.INTERNAL));
          else answer(null, features);
        }),
    };
    this.grpc.addService(ServerFeaturesService, capabilities);
    const streams: IStreamsServer = {
      read: (call) => void this.read(call),
      append: (call, answer) => void singleAppend(log, faults, call, answer).catch(() => {}),
      batchAppend: (call) => void batchAppend(log, faults, call).catch(() => {}),
      delete: ({ request }, answer) =>
        void faults.awake().then(() => {
          const outcome = performDelete(log, request);
          return 'error' in outcome ? answer(outcome.error) : answer(null, outcome.answer);
        }),
      tombstone: ({ request }, answer) =>
        void faults.awake().then(() => {
          const outcome = performTombstone(log, request);
          return 'error' in outcome ? answer(outcome.error) : answer(null, outcome.answer);
        }),
    };
    this.grpc.addService(StreamsService, streams);
  }

  private async read(call: Parameters<IStreamsServer['read']>[0]): Promise<void> {
    const outlet = new Outlet(call, this.faults);
    this.readers.add(outlet);
    await this.faults.awake();
    const options = call.request.getOptions()!;
    const serve = !options.hasSubscription() ? read : options.hasStream() ? followStream : followAll;
    await serve(this.log, options, outlet);
    this.readers.delete(outlet);
  }
}
