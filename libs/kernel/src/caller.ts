import type { Actor } from './event';

/** `SYSTEM`: the service itself, for the commands of policies. */
export type CallerKind = 'VISITOR' | 'MEMBER' | 'SITE_ADMIN' | 'APP' | 'SYSTEM';

/** Who sent the request, according to its token. What they are in a group is in the events, never here. */
export type Caller = {
  readonly kind: CallerKind;
  readonly siteId: string;
  /** `sub` of the token; empty for a visitor. */
  readonly id: string;
  /** Set for a person (a member or a site admin), absent for visitors, apps and the system. */
  readonly memberId?: string;
  /** Apps only: the person for whom the app says it acts. Recorded in events; gives no rights. */
  readonly onBehalfOf?: string;
};

/** Site admins, apps and the system have every right on their site. */
export const runsTheSite = ({ kind }: Caller): boolean => kind === 'SITE_ADMIN' || kind === 'APP' || kind === 'SYSTEM';

/** The caller of every command that a policy sends. */
export const system = (siteId: string): Caller => ({ kind: 'SYSTEM', siteId, id: 'policies' });

/** The caller as events record it. Throws for a visitor, whose commands are always refused. */
export function actorOf({ kind, id, onBehalfOf }: Caller): Actor {
  if (kind === 'VISITOR') throw new Error('a visitor cannot be the actor of an event');
  return { type: kind, id, ...(onBehalfOf !== undefined && { onBehalfOf }) };
}
