import type { UnknownSiteMembers } from './permissions';

/** Settings of the running service that decisions use. */
export type DecisionSettings = { readonly unknownSiteMembers: UnknownSiteMembers };

/** Injects `DecisionSettings`. */
export const DECISION_SETTINGS = Symbol('decision settings');

/** How they are written beside the events that they helped to decide. */
export const judgedWith = ({ unknownSiteMembers }: DecisionSettings) => ({ unknownSiteMembers });
