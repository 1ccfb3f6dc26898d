import { Counter, Gauge } from 'prom-client';

/** Counts each policy that was parked for an event. */
export const parkedPolicies = new Counter({
  name: 'groups_policy_parked_total',
  help: 'Policy commands given up after five tries; each is named in the log. Should stay 0.',
  labelNames: ['policy'],
});

/** How many events the subscription has begun and not finished. */
export const eventsInFlight = new Gauge({
  name: 'groups_policy_unfinished_events',
  help: 'Events whose policies have not finished, in this process.',
});
