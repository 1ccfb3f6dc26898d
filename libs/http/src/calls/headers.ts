import type { IncomingHttpHeaders } from 'node:http';

/** A header as one text. Node joins repeated ones with commas, which no header of ours survives. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
