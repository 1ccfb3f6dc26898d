/** The event store URL cannot be used. The message is one line and contains nothing of the URL, which may hold a password. */
export class WrongEventStoreUrl extends Error {
  override readonly name = 'WrongEventStoreUrl';
}

/** The options of the client. It rejects wrong values of them by itself. */
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
/** The client ignores case, `-` and `_` in option names. */
const normalised = (word: string): string => word.toLowerCase().replace(/[-_]/g, '');
const knownOptions = new Set(options.map(normalised));

const urlPattern =
  /^(?<scheme>esdb(?:\+discover)?):\/\/(?:(?<user>[^\s:@/?#]+):(?<password>[^\s@/?#]+)@)?(?<hosts>[^\s@/?#]+)\/?(?:\?(?<query>[^\s?]*))?$/;

/**
 * The connection string for the client. `kurrentdb://`, the newer name of `esdb://`, is replaced, and
 * `throwOnAppendFailure` is set, without which the client makes up revisions. Everything else stays as in the URL.
 *
 * Throws `WrongEventStoreUrl` for what the client would misread, or ignore with a warning that shows the whole URL: an
 * unknown option, and `tlsVerifyCert=false`, which it does not support. Wrong values are left for the client to reject.
 */
export function connectionString(url: string): string {
  const asEsdb = url.trim().replace(/^kurrent(?:db)?(\+discover)?:/, 'esdb$1:');
  const { scheme, user, password, hosts, query } = urlPattern.exec(asEsdb)?.groups ?? {};
  if (!scheme || !hosts)
    throw new WrongEventStoreUrl(
      'must be esdb://user:password@host:port?option=value, with any of : @ / ? # in user and password percent-encoded',
    );
  const given = (query ?? '').split('&').filter((pair) => pair !== '');
  for (const pair of given) {
    const [option, value] = pair.split('=', 2).map(normalised) as [string, string | undefined];
    if (!knownOptions.has(option) || !value)
      throw new WrongEventStoreUrl(`has an option without value or unknown: known are ${options.join(', ')}`);
    if (option === 'tlsverifycert' && value === 'false')
      throw new WrongEventStoreUrl('cannot have tlsVerifyCert=false: name the authority’s certificate with tlsCAFile');
  }
  const others = given.filter((pair) => normalised(pair.split('=')[0]!) !== 'throwonappendfailure');
  // The client would cut the password off at a colon.
  const credentials = user && password ? `${user}:${password.replaceAll(':', '%3A')}@` : '';
  return `${scheme}://${credentials}${hosts}?${[...others, 'throwOnAppendFailure=true'].join('&')}`;
}
