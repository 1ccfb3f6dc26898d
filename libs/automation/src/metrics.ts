import { Counter, Gauge } from 'prom-client';

export const parked = new Counter({
  name: 'groups_policy_parked_total',
  help: 'Policy commands given up after five tries; each is named in the log. Should stay 0.',
  labelNames: ['policy'],
});

export const unfinished = new Gauge({
  name: 'groups_policy_unfinished_events',
  help: 'Events whose policies have not finished, in this process.',
});
