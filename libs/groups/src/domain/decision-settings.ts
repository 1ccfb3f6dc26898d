import type { UnknownSiteMembers } from './permissions';

/** Settings of the running service that decisions use. */
export type DecisionSettings = { readonly unknownSiteMembers: UnknownSiteMembers };

/** Injects `DecisionSettings`. */
export const DECISION_SETTINGS = Symbol('decision settings');

/** The settings as they are recorded in the metadata (`judgedWith`) of the events that were decided with them. */
export const judgedWith = ({ unknownSiteMembers }: DecisionSettings) => ({ unknownSiteMembers });
