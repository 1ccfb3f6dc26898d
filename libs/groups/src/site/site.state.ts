import { type Recorded, type Seen, unheard } from '@app/kernel';
import type { CreationPolicy, SiteEvent } from './site.events';

type State = { creationPolicy: CreationPolicy };
export type Site = Seen<State>;

export const initial = (): State => ({ creationPolicy: 'MEMBERS_WITH_APPROVAL' });

export function evolve(site: State, { type, data }: Recorded<SiteEvent>): State {
  switch (type) {
    case 'CreationPolicyChanged':
      return { ...site, creationPolicy: data.to };
    default:
      return unheard(type, site);
  }
}

export const siteFold = {
  initial,
  evolve,
  types: ['CreationPolicyChanged'] as const satisfies readonly SiteEvent['type'][],
};
