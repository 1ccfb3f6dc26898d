import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A TCP proxy in front of a server. It can cut and refuse connections while the server keeps running with all its state.
 */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private server: Server;

  private constructor(
    private readonly backendPort: number,
    readonly port: number,
    server: Server,
  ) {
    this.server = server;
  }

  /** Listens on a free port, in front of the server at this port of the same machine. */
  static async inFrontOf(port: number): Promise<TcpProxy> {
    const server = await listening(0);
    const proxy = new TcpProxy(port, (server.address() as AddressInfo).port, server);
    server.on('connection', (socket) => proxy.forward(socket));
    return proxy;
  }

  /** Cuts all connections; new ones are accepted at once. */
  reset(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Cuts all connections and refuses new ones. */
  async stopAccepting(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.reset();
    await closed;
  }

  /** Accepts connections again, on the same port. */
  async resumeAccepting(): Promise<void> {
    if (this.server.listening) return;
    this.server = await listening(this.port);
    this.server.on('connection', (socket) => this.forward(socket));
  }

  private forward(near: Socket): void {
    const far = connect(this.backendPort, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.setNoDelay(true);
      one.on('error', () => {}); // 'close' follows
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}

async function listening(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
