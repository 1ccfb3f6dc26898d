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

/** The self-signed certificate of the proxy. Clients trust it with `tlsCAFile`. */
export const testCertificate = join(__dirname, 'test-certificate.pem');

/** A call that the proxy has forwarded. */
export type ProxiedCall = { readonly method: string; readonly authorization: string | undefined };

/** A TLS proxy in front of a gRPC server without TLS. It records every call and checks no credentials. */
export class TlsProxy {
  readonly calls: ProxiedCall[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly front: Http2SecureServer,
    private readonly backend: ClientHttp2Session,
  ) {
    front.on('connection', (socket: Socket) => this.sockets.add(socket.on('error', () => {}))); // 'close' follows
    front.on('stream', (near, headers) => this.forward(near, headers));
  }

  /** Listens on a free port of this machine, in front of the server at this port of it. */
  static async inFrontOf(port: number): Promise<TlsProxy> {
    const key = readFileSync(join(__dirname, 'test-key.pem'));
    const front = createSecureServer({ key, cert: readFileSync(testCertificate) }).listen(0, '127.0.0.1');
    await once(front, 'listening');
    return new TlsProxy(front, connect(`http://127.0.0.1:${port}`));
  }

  /** The port where it listens. */
  get port(): number {
    return (this.front.address() as AddressInfo).port;
  }

  /** Cuts all connections and stops. */
  async close(): Promise<void> {
    const closed = once(this.front, 'close');
    this.front.close();
    for (const socket of this.sockets) socket.resetAndDestroy();
    this.backend.destroy();
    await closed;
  }

  private forward(near: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const { ':path': path = '', authorization } = headers;
    this.calls.push({ method: String(path).split('/').at(-1)!, authorization });
    const far = this.backend.request({
      ':method': 'POST',
      ':path': path,
      te: 'trailers',
      ...withoutPseudoHeaders(headers),
    });
    let trailers: IncomingHttpHeaders = {};
    far.on('response', (response, flags) => {
      if (flags & constants.NGHTTP2_FLAG_END_STREAM) near.respond(response, { endStream: true });
      else near.respond(response, { waitForTrailers: true });
    });
    far.on('trailers', (received) => (trailers = received));
    near.on('wantTrailers', () => near.sendTrailers(trailers));
    for (const stream of [near, far]) stream.on('error', () => {}); // 'close' follows
    near.on('close', () => far.close(constants.NGHTTP2_CANCEL));
    near.pipe(far).pipe(near);
  }
}

const withoutPseudoHeaders = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')));
