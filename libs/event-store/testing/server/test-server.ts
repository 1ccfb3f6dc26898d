import {
  ServerFeaturesService,
  type IServerFeaturesServer,
} from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { StreamsService, type IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import { rpcError } from './messages';
import { batchAppend, singleAppend } from './appending';
import { TcpProxy } from './tcp-proxy';
import { performDelete, performTombstone } from './deleting';
import { Faults } from './faults';
import { subscribeToAll, subscribeToStream } from './subscribing';
import { Log } from './log';
import { ResponseStream } from './response-stream';
import { read } from './reading';

/**
 * A fake EventStoreDB server for tests. It speaks the gRPC protocol to the real client: streams, `$all`, subscriptions,
 * deletions, stream metadata, idempotent appends. It behaves as EventStoreDB 23.10.8 does, which `testing/recorded` checks.
 * It keeps everything in memory and has no timers, users, TLS, links or persistent subscriptions. It fails only where a
 * test tells it to, with `faults` and the methods here. It is no part of the product.
 */
export class TestServer {
  readonly faults = new Faults();
  readonly log = new Log();
  private readonly readers = new Set<ResponseStream>();

  private constructor(
    private readonly grpc: Server,
    private readonly proxy: TcpProxy,
  ) {}

  /** Listens on a free port of this machine. */
  static async start(): Promise<TestServer> {
    const grpc = new Server({ 'grpc.max_receive_message_length': 16 * 1024 * 1024 });
    const port = await new Promise<number>((resolve, reject) => {
      grpc.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    const server = new TestServer(grpc, await TcpProxy.inFrontOf(port));
    server.serve();
    return server;
  }

  /** The URL for clients. */
  get url(): string {
    return `esdb://127.0.0.1:${this.proxy.port}?tls=false`;
  }

  /** How many reads and subscriptions are open. */
  get reading(): number {
    return this.readers.size;
  }

  /** Cuts all connections, also in the middle of a message. */
  reset(): void {
    this.proxy.reset();
  }

  /** Cuts all connections and refuses new ones, until the returned function is called. What is stored stays. */
  async goAway(): Promise<() => Promise<void>> {
    await this.proxy.stopAccepting();
    return () => this.proxy.resumeAccepting();
  }

  /** Ends all reads and subscriptions with an error, as a server does whose buffer for them is full. */
  dropReaders(): void {
    const tooSlow = { ...rpcError(status.ABORTED), details: 'Consumer too slow to handle event while live.' };
    for (const reader of this.readers) reader.fail(Object.assign(new Error(tooSlow.details), tooSlow));
  }

  /** Stops for ever. */
  async stop(): Promise<void> {
    await this.proxy.stopAccepting();
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
      getSupportedMethods: (_, reply) =>
        void faults.endOfSilence().then(() => {
          if (faults.takeFailingFeatureRequest()) reply(rpcError(status.INTERNAL));
          else reply(null, features);
        }),
    };
    this.grpc.addService(ServerFeaturesService, capabilities);
    const streams: IStreamsServer = {
      read: (call) => void this.read(call),
      append: (call, reply) => void singleAppend(log, faults, call, reply).catch(() => {}),
      batchAppend: (call) => void batchAppend(log, faults, call).catch(() => {}),
      delete: ({ request }, reply) =>
        void faults.endOfSilence().then(() => {
          const result = performDelete(log, request);
          return 'error' in result ? reply(result.error) : reply(null, result.response);
        }),
      tombstone: ({ request }, reply) =>
        void faults.endOfSilence().then(() => {
          const result = performTombstone(log, request);
          return 'error' in result ? reply(result.error) : reply(null, result.response);
        }),
    };
    this.grpc.addService(StreamsService, streams);
  }

  private async read(call: Parameters<IStreamsServer['read']>[0]): Promise<void> {
    const response = new ResponseStream(call, this.faults);
    this.readers.add(response);
    await this.faults.endOfSilence();
    const options = call.request.getOptions()!;
    const serve = !options.hasSubscription() ? read : options.hasStream() ? subscribeToStream : subscribeToAll;
    await serve(this.log, options, response);
    this.readers.delete(response);
  }
}
