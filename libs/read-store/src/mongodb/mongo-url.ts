/** The read store URL cannot be used. The message is one line and contains nothing of the URL, which may hold a password. */
export class WrongReadStoreUrl extends Error {
  override readonly name = 'WrongReadStoreUrl';
}

/** The database name in the URL's path. Throws `WrongReadStoreUrl` when there is none: the driver would use `test`. */
export function databaseNameIn(url: string): string {
  const [, path] = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]+)/.exec(url) ?? [];
  try {
    if (path) return decodeURIComponent(path);
  } catch {
    // An invalid percent-encoding is no database name either.
  }
  throw new WrongReadStoreUrl('the read store is mongodb://host:port/database');
}
