/**
 * What client libraries put in front of the canonical paths, by the kind of host that they believe to talk to.
 * Which service a prefix belongs to does not matter: what follows it says everything.
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
  '/_api_group-members-proxy', // an underscore and no slash: published so
  ...['/groups-proxy', '/group-requests-proxy', '/join-proxy', '/group-members-proxy'],
  ...['/roles-proxy', '/questions-proxy'],
]);

const CANONICAL = '/v2/';

/** The canonical path (and query) of a URL: a known prefix in front of `/v2/` is taken off, once. Any other URL stays. */
export function canonicalUrl(url: string): string {
  const start = url.indexOf(CANONICAL);
  return start > 0 && prefixes.has(url.slice(0, start)) ? url.slice(start) : url;
}
