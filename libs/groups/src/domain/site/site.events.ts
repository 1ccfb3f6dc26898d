import type { Event } from '@app/kernel';

export const creationPolicies = ['MEMBERS_WITH_APPROVAL', 'ALL_MEMBERS', 'ADMINS_ONLY'] as const;
/** Who may create groups on a site, and whether a site admin has to agree. */
export type CreationPolicy = (typeof creationPolicies)[number];

/** A site admin changed who may create groups. Pending requests stay pending. */
export type CreationPolicyChanged = Event<'CreationPolicyChanged', { from: CreationPolicy; to: CreationPolicy }>;
export type SiteEvent = CreationPolicyChanged;
