/**
 * The URL of a server or cluster as the client takes it: `kurrentdb://` is the newer name of `esdb://`. TLS, credentials
 * and all else stay as the URL says, but for `throwOnAppendFailure`: without it the client makes up revisions.
 */
export function connectionString(url: string): string {
  const known = url.trim().replace(/^kurrent(?:db)?(\+discover)?:/, 'esdb$1:');
  const others = known.replace(/([?&])throwOnAppendFailure=[^&]*&?/gi, '$1').replace(/[?&]$/, '');
  return `${others}${others.includes('?') ? '&' : '?'}throwOnAppendFailure=true`;
}
