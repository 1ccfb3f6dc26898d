import { Counter, Gauge } from 'prom-client';

/** Counts every event that a view has processed, whether or not it changed a document. */
export const eventsProjected = new Counter({
  name: 'groups_view_events_total',
  help: 'Events that a view has looked at, with effect on its documents or without.',
  labelNames: ['view'],
});

/** Counts the events that were skipped because their fold threw. */
export const parkedDocuments = new Counter({
  name: 'groups_view_parked_total',
  help: 'Events that could not be folded into their document; the document is marked as stale. Should stay 0.',
  labelNames: ['view'],
});

/** How much work is parked now, in the whole installation. */
export const parkedWork = new Gauge({
  name: 'groups_parked_work',
  help: 'Events given up by a policy or a view, which wait to be retried or dropped. Reported by the process that runs them. Should be 0.',
  labelNames: ['kind', 'name'],
});
