/** A URL that no store can be opened with. The message is one line and holds nothing of the URL, which may hold a password. */
export class WrongReadStoreUrl extends Error {
  override readonly name = 'WrongReadStoreUrl';
}

/** The database that the URL's path names. Throws `WrongReadStoreUrl` when it names none: the driver would take `test`. */
export function databaseIn(url: string): string {
  const [, path] = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]+)/.exec(url) ?? [];
  try {
    if (path) return decodeURIComponent(path);
  } catch {
    // Its escapes mean nothing: it names no database either.
  }
  throw new WrongReadStoreUrl('the read store is mongodb://host:port/database');
}
