import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * The port that clients know, in front of the one where the server listens: connections can be cut and refused here
 * while the server behind knows nothing of it and keeps what it knows.
 */
export class Connections {
  private readonly sockets = new Set<Socket>();
  private server: Server;

  private constructor(
    private readonly behind: number,
    readonly port: number,
    server: Server,
  ) {
    this.server = server;
  }

  static async to(behind: number): Promise<Connections> {
    const server = await listening(0);
    const connections = new Connections(behind, (server.address() as AddressInfo).port, server);
    server.on('connection', (socket) => connections.pass(socket));
    return connections;
  }

  /** Cuts all connections; new ones are welcome at once. */
  reset(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Cuts all connections and takes no more. */
  async refuse(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.reset();
    await closed;
  }

  /** Ends a refusal, on the same port. */
  async welcome(): Promise<void> {
    if (this.server.listening) return;
    this.server = await listening(this.port);
    this.server.on('connection', (socket) => this.pass(socket));
  }

  private pass(near: Socket): void {
    const far = connect(this.behind, '127.0.0.1');
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
