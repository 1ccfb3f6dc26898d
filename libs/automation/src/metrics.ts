import { Gauge } from 'prom-client';

/** How many events the subscription has begun and not finished. */
export const eventsInFlight = new Gauge({
  name: 'groups_policy_unfinished_events',
  help: 'Events whose policies have not finished, in this process.',
});

/** How many commands of policies wait for a slot. */
export const commandsWaiting = new Gauge({
  name: 'groups_policy_commands_waiting',
  help: 'Commands of policies that wait until others of this process have ended; only a few are in flight at once.',
});
