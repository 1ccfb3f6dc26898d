import { randomUUID } from 'node:crypto';
import { signToken, type TokenOptions } from '@app/identity';
import { Client, type Connection } from './client';
import { Person } from './person';
import { secret } from './secret';
import type { Service } from './service';
import { LatestConsistencyToken } from './consistency-token';

/** The people of a test, on a site of their own. */
export type People<Name extends string> = Readonly<Record<Name, Person>> & {
  readonly siteAdmin: Person;
  readonly app: Person;
  readonly visitor: Client;
  readonly site: string;
};

/** No run of the tests takes longer, on whichever machine. */
const A_DAY = 24 * 3600; // seconds

/** A token for the services under test, for a day. */
export const tokenFor = (person: Pick<TokenOptions, 'sub' | 'role' | 'site'>): Promise<string> =>
  signToken(new TextEncoder().encode(secret), { expiresInSeconds: A_DAY, ...person });

/**
 * Members of these names (which are their ids too), a site admin, an app and a visitor, all on a fresh site. They share
 * their consistency token: whatever one of them has written, the others read.
 */
export async function peopleOf<Name extends string>(
  { url }: Pick<Service, 'url'>,
  names: readonly Name[],
): Promise<People<Name>> {
  const site = `site-${randomUUID()}`;
  const latest = new LatestConsistencyToken();
  const connection = (headers: Connection['headers']): Connection => ({ url, latest, headers });
  const signedIn = async (sub: string, role: TokenOptions['role']) =>
    connection({ authorization: await tokenFor({ sub, role, site }) });
  const siteAdmin = new Person('site-admin', await signedIn('site-admin', 'site-admin'));
  const members = names.map(
    async (name) => [name, new Person(name, await signedIn(name, 'member'), siteAdmin)] as const,
  );
  return {
    ...(Object.fromEntries(await Promise.all(members)) as Record<Name, Person>),
    siteAdmin,
    app: new Person('billing', await signedIn('billing', 'app')),
    visitor: new Client('', connection({ 'x-site-id': site })),
    site,
  };
}
