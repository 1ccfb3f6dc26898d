import type { Group } from './group-in-maps';
import { type Doing, everybody, type Privacy, type Step, type Wish } from './steps';

const waiting = ({ requests }: Group) => [...requests.keys()].filter((who) => requests.get(who) === 'PENDING');
const invited = ({ invitations }: Group) => [...invitations.keys()];
const belonging = ({ members }: Group) => [...members.keys()];
const admins = (group: Group) => [...group.admins.keys()];
const banned = ({ bans }: Group) => [...bans];
const strangers = ({ members }: Group) => everybody.filter((who) => !members.has(who));
const whereItIs = (privacyStatus: Privacy, of: (group: Group) => readonly string[]) => (group: Group) =>
  group.privacyStatus === privacyStatus ? of(group) : [];

/** Whom each could well be about. */
const aims: { readonly [D in Doing]?: (group: Group) => readonly string[] } = {
  join: whereItIs('PUBLIC', strangers),
  ask: whereItIs('PRIVATE', strangers),
  add: strangers,
  invite: strangers,
  cancel: waiting,
  approve: waiting,
  reject: waiting,
  accept: invited,
  decline: invited,
  revoke: invited,
  leave: belonging,
  remove: belonging,
  assign: belonging,
  handOver: belonging,
  unassign: admins,
  lift: banned,
};

/** What is asked for when it comes to it. */
export function aimed({ aim, ...step }: Wish, groups: readonly Group[]): Step {
  const those = groups.flatMap((group, n) => {
    const here = group.status === 'ACTIVE' ? (aims[step.do]?.(group) ?? []) : [];
    return here.map((one) => ({ in: n, one }));
  });
  if (aim === undefined || those.length === 0) return step;
  const { one, ...here } = those[aim % those.length]!;
  if (!('who' in step)) return { ...step, ...here, by: one };
  const who = typeof step.who === 'string' ? one : [...new Set([one, ...step.who.slice(1)])];
  return { ...step, ...here, who } as Step;
}
