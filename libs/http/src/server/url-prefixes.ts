/**
 * The services in the prefixes that client libraries put in front of the canonical paths, depending on the host. Any
 * prefix may stand before any path: the path alone selects the route.
 */
const services = ['groups', 'group-requests', 'join', 'members', 'roles', 'questions'];

const prefixes: ReadonlySet<string> = new Set([
  ...services.flatMap((service) => [
    `/social-groups-proxy/${service}`,
    `/social-groups-proxy/api/${service}`,
    `/_api/social-groups-proxy/${service}`,
  ]),
  ...['/social-groups', '/social-groups/api', '/_api/social-groups', '/social-groups-server'],
  ...['/_api/groups-proxy', '/_api/join-proxy', '/_api/roles-proxy', '/_api/questions-proxy'],
  '/_api_group-members-proxy', // with an underscore instead of a slash, as in the published client library
  ...['/groups-proxy', '/group-requests-proxy', '/join-proxy', '/group-members-proxy'],
  ...['/roles-proxy', '/questions-proxy'],
]);

const CANONICAL = '/v2/';

/** The origin of an absolute URL, which HTTP lets clients send in place of the path. */
const ORIGIN = /^https?:\/\/[^/?#]*/i;

/** The URL without a known prefix before `/v2/`; one prefix only. Any other URL is given back unchanged. */
export function canonicalUrl(url: string): string {
  const [origin] = ORIGIN.exec(url) ?? [''];
  const start = url.indexOf(CANONICAL, origin.length);
  return start > 0 && prefixes.has(url.slice(origin.length, start)) ? url.slice(start) : url;
}
