import { canonicalUrl } from './url-prefixes';

describe('canonicalUrl', () => {
  it.each([
    // what the SDK sends to its own host and to other hosts
    ['/social-groups-proxy/groups/v2/groups?limit=5', '/v2/groups?limit=5'],
    ['/_api/social-groups-proxy/groups/v2/groups', '/v2/groups'],
    ['/_api/social-groups-proxy/group-requests/v2/group-requests', '/v2/group-requests'],
    ['/social-groups-proxy/join/v2/groups/1/join-requests', '/v2/groups/1/join-requests'],
    ['/_api/social-groups-proxy/join/v2/groups/1/join-requests', '/v2/groups/1/join-requests'],
    ['/social-groups-proxy/members/v2/groups/1/members', '/v2/groups/1/members'],
    ['/_api_group-members-proxy/v2/members/me/memberships', '/v2/members/me/memberships'],
    ['/social-groups-proxy/roles/v2/groups/1/roles/assign', '/v2/groups/1/roles/assign'],
    ['/_api/roles-proxy/v2/groups/1/roles/assign', '/v2/groups/1/roles/assign'],
    ['/social-groups/v2/rules/1', '/v2/rules/1'],
    ['/_api/social-groups/v2/rules/1', '/v2/rules/1'],
    ['/social-groups-proxy/questions/v2/membership-questions/1', '/v2/membership-questions/1'],
    ['/_api/questions-proxy/v2/membership-questions/1', '/v2/membership-questions/1'],
    // other documented hosts
    ['/_api/groups-proxy/v2/groups', '/v2/groups'],
    ['/_api/join-proxy/v2/groups/1/join-requests', '/v2/groups/1/join-requests'],
    ['/social-groups-proxy/api/groups/v2/groups', '/v2/groups'],
    ['/social-groups-proxy/api/join/v2/groups/1/join-requests', '/v2/groups/1/join-requests'],
    ['/social-groups-proxy/api/members/v2/groups/1/members', '/v2/groups/1/members'],
    ['/social-groups-proxy/api/roles/v2/groups/1/roles/assign', '/v2/groups/1/roles/assign'],
    ['/social-groups-proxy/api/questions/v2/membership-questions/1', '/v2/membership-questions/1'],
    ['/_api/social-groups-proxy/members/v2/groups/1/members', '/v2/groups/1/members'],
    ['/_api/social-groups-proxy/roles/v2/groups/1/roles/assign', '/v2/groups/1/roles/assign'],
    ['/_api/social-groups-proxy/questions/v2/membership-questions/1', '/v2/membership-questions/1'],
    ['/social-groups/api/v2/rules/1', '/v2/rules/1'],
    ['/groups-proxy/v2/groups', '/v2/groups'],
    ['/group-requests-proxy/v2/group-requests', '/v2/group-requests'],
    ['/join-proxy/v2/groups/1/join-requests', '/v2/groups/1/join-requests'],
    ['/group-members-proxy/v2/groups/1/members', '/v2/groups/1/members'],
    ['/roles-proxy/v2/groups/1/roles/assign', '/v2/groups/1/roles/assign'],
    ['/questions-proxy/v2/membership-questions/1', '/v2/membership-questions/1'],
    ['/social-groups-server/v2/rules/1', '/v2/rules/1'],
    ['/social-groups/v2/groups/query', '/v2/groups/query'],
    // absolute, as HTTP allows
    ['http://groups.example.org/_api/groups-proxy/v2/groups?limit=5', '/v2/groups?limit=5'],
    ['HTTPS://groups.example.org:8443/social-groups/v2/rules/1', '/v2/rules/1'],
  ])('removes the prefix of %s', (url, canonical) => expect(canonicalUrl(url)).toBe(canonical));

  it.each([
    '/v2/groups',
    '/v2/groups/slugs/social-groups/v2/x',
    '/health/live',
    '/social-groups',
    '/social-groups/v2',
    '/social-groups/v1/groups',
    '/social-groups-proxy/v2/groups',
    '/nobody/v2/groups',
    '/social-groups//v2/groups',
    '/Social-Groups/v2/groups',
    '/?next=/social-groups/v2/groups',
    'http://groups.example.org/v2/groups',
    'http://groups.example.org/nobody/v2/groups',
    'http:///social-groups',
  ])('keeps %s', (url) => expect(canonicalUrl(url)).toBe(url));

  it('removes one prefix only', () =>
    expect(canonicalUrl('/social-groups/v2/social-groups/v2/groups')).toBe('/v2/social-groups/v2/groups'));
});
