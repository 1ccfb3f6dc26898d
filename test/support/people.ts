import { randomUUID } from 'node:crypto';
import { signToken, type TokenOptions } from '@app/identity';
import { Client, type Connection } from './client';
import { Person } from './person';
import { secret, type Service } from './service';
import { TokenJar } from './token-jar';

/** The people of a story, on a site of their own. */
export type People<Name extends string> = Readonly<Record<Name, Person>> & {
  readonly siteAdmin: Person;
  readonly app: Person;
  readonly visitor: Client;
  readonly site: string;
};

const AN_HOUR = 3600; // seconds

/** A token for the services under test, for an hour. */
export const tokenFor = (asked: Pick<TokenOptions, 'sub' | 'role' | 'site'>): Promise<string> =>
  signToken(new TextEncoder().encode(secret), { expiresInSeconds: AN_HOUR, ...asked });

/**
 * Members of these names (which are their ids too), a site admin, an app and a visitor, all on a fresh site. They share
 * what they have seen: whatever one of them has written, the others read.
 */
export async function peopleOf<Name extends string>(
  { url }: Pick<Service, 'url'>,
  names: readonly Name[],
): Promise<People<Name>> {
  const site = `site-${randomUUID()}`;
  const jar = new TokenJar();
  const connection = (headers: Connection['headers']): Connection => ({ url, jar, headers });
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
