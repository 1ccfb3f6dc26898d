import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { Client } from '../support/client';
import { LatestConsistencyToken } from '../support/consistency-token';
import { stories } from '../support/stories';

/** What docs/login-providers.md says about a provider: its settings, and the claims of its tokens. */
function documented(provider: string): { settings: Record<string, string>; tokens: readonly { sub: string }[] } {
  const page = readFileSync(join(__dirname, '../../docs/login-providers.md'), 'utf8');
  const section = page.split(/^## /m).find((part) => part.startsWith(`${provider}\n`))!;
  const blocks = (language: string) =>
    [...section.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, text]) => text!);
  const lines = blocks('sh')[0]!.trim().split('\n');
  return {
    settings: Object.fromEntries(lines.map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)])),
    tokens: blocks('json').map((text) => JSON.parse(text) as { sub: string }),
  };
}

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const AUTH_PUBLIC_KEY = publicKey.export({ type: 'spki', format: 'pem' }).toString();

describe.each(['Keycloak', 'Auth0'])('with tokens of %s', (provider) => {
  const { settings, tokens } = documented(provider);
  const { service } = stories({ env: { ...settings, AUTH_SECRET: '', AUTH_JWKS_URL: '', AUTH_PUBLIC_KEY } });
  const latest = new LatestConsistencyToken();
  const caller = async (claims: { sub: string }) => {
    const token = await new SignJWT(claims)
      .setExpirationTime('1h')
      .setProtectedHeader({ alg: 'ES256' })
      .sign(privateKey);
    return new Client(claims.sub, {
      url: service().url,
      latest,
      headers: { authorization: `Bearer ${token}` },
    });
  };

  it('the role claim decides who is a site admin, and the subject is the id of the member everywhere', async () => {
    const [admin, ravi] = await Promise.all(tokens.slice(0, 2).map(caller));
    const settingsOf = { settings: { creationPolicy: 'ALL_MEMBERS' } };
    await ravi!.patch('/v2/settings', settingsOf).expect(403, 'PERMISSION_DENIED');
    await admin!.patch('/v2/settings', settingsOf).expect(200);

    const { group } = await admin!
      .post('/v2/groups', { group: { name: 'Yoga', privacyStatus: 'PRIVATE' } })
      .expect(200);
    const path = `/v2/groups/${group.id}`;
    const [id, inPath] = [ravi!.id, encodeURIComponent(ravi!.id)];
    await ravi!.post(`${path}/join-requests`).expect(200, { joinGroupRequest: { siteMemberId: id } });
    await admin!.post(`${path}/join-requests/approve`, { memberIds: [id] }).expect(200);
    await admin!.post(`${path}/roles/assign`, { memberIds: [id], role: { value: 'ADMIN' } }).expect(200);
    const members = await ravi!.get(`${path}/members`).expect(200);
    expect(members.members).toContainEqual(expect.objectContaining({ memberId: id, role: { value: 'ADMIN' } }));
    const query = { query: { filter: { memberId: id } } };
    await ravi!.post(`${path}/members/query`, query).expect(200, { members: [{ memberId: id }] });
    for (const who of ['me', inPath])
      await ravi!.get(`/v2/members/${who}/memberships`).expect(200, { memberships: [{ groupId: group.id }] });
    const page = await ravi!.get(`${path}/members?cursorPaging.limit=1`).expect(200);
    await ravi!.get(`${path}/members?cursorPaging.cursor=${page.metadata.cursors.next}`).expect(200);
    await admin!
      .put(`/v2/site-members/${inPath}`, { siteMember: { profile: 'PRIVATE' } })
      .expect(200, { siteMember: { memberId: id } });
    await admin!.post(`${path}/owner`, { memberId: id }).expect(200, { group: { ownerId: id } });
    await ravi!.post(`${path}/owner`, { memberId: admin!.id }).expect(200, { group: { ownerId: admin!.id } });
    await admin!.post(`${path}/bans`, { memberIds: [id] }).expect(200, { bans: [{ memberId: id }] });
    await admin!.delete(`${path}/bans/${inPath}`).expect(200);
    await admin!.post(`${path}/invitations`, { memberIds: [id] }).expect(200, { invitations: [{ memberId: id }] });
    await admin!.delete(`${path}/invitations/${inPath}`).expect(200);
  });

  it('the documented refusal names the claim', async () => {
    const refused = await (await caller(tokens[2]!)).get('/v2/settings');
    expect([refused.status, refused.body.message]).toEqual([401, 'UNAUTHENTICATED']);
    expect(refused.headers.get('www-authenticate')).toMatch(
      /^Bearer error="invalid_token", error_description="the claim (aud|sub) /,
    );
  });
});
