import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  connect,
  constants,
  createSecureServer,
  type ClientHttp2Session,
  type Http2SecureServer,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';

/** The certificate of the door, which is its own authority: `tlsCAFile` for who shall trust it. */
export const testCertificate = join(__dirname, 'test-certificate.pem');

/** What a call said that came through. */
export type Knock = { readonly method: string; readonly authorization: string | undefined };

/** A way by TLS to a gRPC server that speaks none. It writes down who calls what, and lets everybody in. */
export class TlsDoor {
  readonly knocks: Knock[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly front: Http2SecureServer,
    private readonly behind: ClientHttp2Session,
  ) {
    front.on('connection', (socket: Socket) => this.sockets.add(socket.on('error', () => {}))); // 'close' follows
    front.on('stream', (near, headers) => this.pass(near, headers));
  }

  /** Listens on a free port of this machine, in front of the server at this port of it. */
  static async before(port: number): Promise<TlsDoor> {
    const key = readFileSync(join(__dirname, 'test-key.pem'));
    const front = createSecureServer({ key, cert: readFileSync(testCertificate) }).listen(0, '127.0.0.1');
    await once(front, 'listening');
    return new TlsDoor(front, connect(`http://127.0.0.1:${port}`));
  }

  get port(): number {
    return (this.front.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = once(this.front, 'close');
    this.front.close();
    for (const socket of this.sockets) socket.resetAndDestroy();
    this.behind.destroy();
    await closed;
  }

  private pass(near: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const { ':path': path = '', authorization } = headers;
    this.knocks.push({ method: String(path).split('/').at(-1)!, authorization });
    const far = this.behind.request({ ':method': 'POST', ':path': path, te: 'trailers', ...withoutPseudo(headers) });
    let trailers: IncomingHttpHeaders = {};
    far.on('response', (answer, flags) => {
      if (flags & constants.NGHTTP2_FLAG_END_STREAM) near.respond(answer, { endStream: true });
      else near.respond(answer, { waitForTrailers: true });
    });
    far.on('trailers', (told) => (trailers = told));
    near.on('wantTrailers', () => near.sendTrailers(trailers));
    for (const stream of [near, far]) stream.on('error', () => {}); // 'close' follows
    near.on('close', () => far.close(constants.NGHTTP2_CANCEL));
    near.pipe(far).pipe(near);
  }
}

const withoutPseudo = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')));
