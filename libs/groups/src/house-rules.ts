import type { UnknownSiteMembers } from './permissions';

/** Settings of the running service that decisions use. */
export type HouseRules = { readonly unknownSiteMembers: UnknownSiteMembers };

/** Injects `HouseRules`. */
export const HOUSE_RULES = Symbol('house rules');

/** How they are written beside the events that they helped to decide. */
export const judgedWith = ({ unknownSiteMembers }: HouseRules) => ({ unknownSiteMembers });
