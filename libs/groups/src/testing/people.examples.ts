import { type Caller, system } from '@app/kernel';
import type { DecisionSettings } from '../domain/decision-settings';
import type { MemberId } from '../domain/ids';

/** The site of all examples. */
export const siteId = 'studio';

/** Somebody who signs in as a person. */
export type Person = Caller & { readonly memberId: MemberId };
const person = (kind: 'MEMBER' | 'SITE_ADMIN', id: string): Person => ({ kind, siteId, id, memberId: id });

/** The owner of the group in most examples. */
export const olga = person('MEMBER', 'olga');
/** Usually an admin of the group. */
export const mira = person('MEMBER', 'mira');
/** Usually a plain member. */
export const ravi = person('MEMBER', 'ravi');
/** Usually an outsider. */
export const tomo = person('MEMBER', 'tomo');
/** A site admin. */
export const anna = person('SITE_ADMIN', 'anna');
/** An app: it has every right on the site, and no member id. */
export const billing: Caller = { kind: 'APP', siteId, id: 'billing' };
/** Somebody who did not sign in. */
export const visitor: Caller = { kind: 'VISITOR', siteId, id: '' };
/** The sender of the policies' commands. */
export const policies = system(siteId);

/** Decision settings with this value for people who are not in the directory. */
export const settingsWithUnknown = (unknownSiteMembers: DecisionSettings['unknownSiteMembers']): DecisionSettings => ({
  unknownSiteMembers,
});
