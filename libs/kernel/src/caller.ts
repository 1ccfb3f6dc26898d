import type { Actor } from './event';

export type CallerKind = 'VISITOR' | 'MEMBER' | 'SITE_ADMIN' | 'APP' | 'SYSTEM';

/** Who asks, as the token says. Never who they are in a group: that is in the events. */
export type Caller = {
  readonly kind: CallerKind;
  readonly siteId: string;
  /** `sub` of the token; empty for a visitor. */
  readonly id: string;
  /** Set for a person (a member or a site admin), absent for visitors, apps and the system. */
  readonly memberId?: string;
  /** Apps only; recorded, without effect on rights. */
  readonly onBehalfOf?: string;
};

/** Site admins and apps hold every right on their site; so does the system, whose commands are policies' own. */
export const runsTheSite = ({ kind }: Caller): boolean => kind === 'SITE_ADMIN' || kind === 'APP' || kind === 'SYSTEM';

/** The caller of every command that a policy sends. */
export const system = (siteId: string): Caller => ({ kind: 'SYSTEM', siteId, id: 'policies' });

/** How a caller is written into events. Visitors decide nothing, so they have no actor. */
export function actorOf({ kind, id, onBehalfOf }: Caller): Actor {
  if (kind === 'VISITOR') throw new Error('a visitor cannot be the actor of an event');
  return { type: kind, id, ...(onBehalfOf !== undefined && { onBehalfOf }) };
}
