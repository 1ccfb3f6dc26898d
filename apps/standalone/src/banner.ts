import type { Settings } from '@app/config';
import { developmentKey, signToken } from '@app/identity';

const TOKEN_LIFETIME = 3600; // seconds

/**
 * What standalone prints once it listens: its URL and, with the development key, a first call to paste, with a member's
 * token that is valid for an hour.
 */
export async function banner(
  url: string,
  { authKey, authClaims, authIssuer, authAudience, dataDir, defaultSite }: Settings,
): Promise<string> {
  const lines = [`groups-backend is ready at ${url}`, `  API documentation: ${url}/docs`];
  if (authKey.kind === 'DEVELOPMENT') {
    const key = await developmentKey(dataDir);
    const token = await signToken(key, {
      sub: 'alice',
      expiresInSeconds: TOKEN_LIFETIME,
      claims: authClaims,
      issuer: authIssuer,
      audience: authAudience,
      ...(defaultSite !== null && { site: defaultSite }),
    });
    lines.push(
      '  A first call, as the member alice (npm run token makes tokens for others):',
      '',
      `curl -s ${url}/v2/groups -H 'content-type: application/json' \\`,
      `  -H 'authorization: ${token}' \\`,
      `  -d '{"group":{"name":"Yoga at noon"}}'`,
      '',
    );
  }
  return `${lines.join('\n')}\n`;
}
