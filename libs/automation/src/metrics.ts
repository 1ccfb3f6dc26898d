import { Gauge } from 'prom-client';

/** How many events the subscription has begun and not finished. */
export const eventsInFlight = new Gauge({
  name: 'groups_policy_unfinished_events',
  help: 'Events whose policies have not finished, in this process.',
});
