/** A URL that no store can be opened with. The message is one line and holds nothing of the URL, which may hold a password. */
export class WrongEventStoreUrl extends Error {
  override readonly name = 'WrongEventStoreUrl';
}

/** What a URL may ask for, in the client's words. Of these it refuses wrong values by itself. */
const options = [
  'connectionName',
  'defaultDeadline',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
  'maxDiscoverAttempts',
  'nodePreference',
  'throwOnAppendFailure',
  'tls',
  'tlsCAFile',
  'tlsVerifyCert',
  'userCertFile',
  'userKeyFile',
];
/** The client does not mind capitals, `-` and `_`. */
const plain = (word: string): string => word.toLowerCase().replace(/[-_]/g, '');
const known = new Set(options.map(plain));

const shape =
  /^(?<scheme>esdb(?:\+discover)?):\/\/(?:(?<user>[^\s:@/?#]+):(?<password>[^\s@/?#]+)@)?(?<hosts>[^\s@/?#]+)\/?(?:\?(?<query>[^\s?]*))?$/;

/**
 * The URL of a server or cluster as the client takes it: `kurrentdb://` is the newer name of `esdb://`. TLS, credentials
 * and all else stay as the URL says, but for `throwOnAppendFailure`: without it the client makes up revisions.
 *
 * Throws `WrongEventStoreUrl` for what the client would misread, or ignore with a warning that shows the whole URL: an
 * option that it does not know, and `tlsVerifyCert=false`, which it does not support. What is left to it are wrong values.
 */
export function connectionString(url: string): string {
  const asEsdb = url.trim().replace(/^kurrent(?:db)?(\+discover)?:/, 'esdb$1:');
  const { scheme, user, password, hosts, query } = shape.exec(asEsdb)?.groups ?? {};
  if (!scheme || !hosts)
    throw new WrongEventStoreUrl(
      'must be esdb://user:password@host:port?option=value, with any of : @ / ? # in user and password percent-encoded',
    );
  const asked = (query ?? '').split('&').filter((pair) => pair !== '');
  for (const pair of asked) {
    const [option, value] = pair.split('=', 2).map(plain) as [string, string | undefined];
    if (!known.has(option) || !value)
      throw new WrongEventStoreUrl(`has an option without value or unknown: known are ${options.join(', ')}`);
    if (option === 'tlsverifycert' && value === 'false')
      throw new WrongEventStoreUrl('cannot have tlsVerifyCert=false: name the authority’s certificate with tlsCAFile');
  }
  const others = asked.filter((pair) => plain(pair.split('=')[0]!) !== 'throwonappendfailure');
  // The client would end the password at a colon.
  const credentials = user && password ? `${user}:${password.replaceAll(':', '%3A')}@` : '';
  return `${scheme}://${credentials}${hosts}?${[...others, 'throwOnAppendFailure=true'].join('&')}`;
}
