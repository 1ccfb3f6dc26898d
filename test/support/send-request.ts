import { Agent, type IncomingMessage, request } from 'node:http';

/** Connections stay open for the next call, as in any client. */
const agent = new Agent({ keepAlive: true });

/** What came back over HTTP. */
export type RawResponse = { readonly status: number; readonly headers: Headers; readonly text: string };

/**
 * Sends one request with `node:http`, which costs a fraction of what `fetch` does: most of what a story does is to call.
 * Rejects when the connection fails before the whole response has come.
 */
export function sendRequest(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array | undefined,
): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(url, { agent, method, headers: { ...length, ...headers } }, (response) => {
      readText(response).then((text) => {
        resolve({ status: response.statusCode!, headers: headersOf(response), text });
      }, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let n = 0; n < rawHeaders.length; n += 2) headers.append(rawHeaders[n]!, rawHeaders[n + 1]!);
  return headers;
}
