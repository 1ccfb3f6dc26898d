import { type DeepReadonly, defineStream, ignoreUnknownEvent, type Recorded } from '@app/kernel';
import type { CreationPolicy, SiteEvent } from './site.events';

type State = { creationPolicy: CreationPolicy };
export type Site = DeepReadonly<State>;

export const initial = (): State => ({ creationPolicy: 'MEMBERS_WITH_APPROVAL' });

export function evolve(site: State, { type, data }: Recorded<SiteEvent>): State {
  switch (type) {
    case 'CreationPolicyChanged':
      return { ...site, creationPolicy: data.to };
    default:
      return ignoreUnknownEvent(type, site);
  }
}

export const siteFold = {
  initial,
  evolve,
  version: 1,
  types: ['CreationPolicyChanged'] as const satisfies readonly SiteEvent['type'][],
};

/** The stream of a site's settings. */
export const siteStream = (siteId: string) => defineStream(`site-${siteId}`, siteFold);
