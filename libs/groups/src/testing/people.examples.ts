import { type Caller, system } from '@app/kernel';
import type { DecisionSettings } from '../domain/decision-settings';
import type { MemberId } from '../domain/ids';

/** The site on which all examples play. */
export const siteId = 'studio';

/** Somebody who signs in as a person. */
export type Person = Caller & { readonly memberId: MemberId };
const person = (kind: 'MEMBER' | 'SITE_ADMIN', id: string): Person => ({ kind, siteId, id, memberId: id });

/** Founded the group that most examples are about. */
export const olga = person('MEMBER', 'olga');
/** Usually one of its admins. */
export const mira = person('MEMBER', 'mira');
/** Usually a plain member. */
export const ravi = person('MEMBER', 'ravi');
/** Usually an outsider. */
export const tomo = person('MEMBER', 'tomo');
/** Runs the site. */
export const anna = person('SITE_ADMIN', 'anna');
/** An app: every right on the site, and nobody. */
export const billing: Caller = { kind: 'APP', siteId, id: 'billing' };
/** Somebody who did not sign in. */
export const visitor: Caller = { kind: 'VISITOR', siteId, id: '' };
/** The sender of the policies' commands. */
export const policies = system(siteId);

/** How the house counts people whom its directory does not know. */
export const settingsWithUnknown = (unknownSiteMembers: DecisionSettings['unknownSiteMembers']): DecisionSettings => ({
  unknownSiteMembers,
});
