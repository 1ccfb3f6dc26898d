import fc from 'fast-check';
import {
  app,
  type Asked,
  type CreationPolicy,
  type Doing,
  members,
  type Name,
  type Policy,
  type Privacy,
} from './steps';
import { type Profile, siteAdmin, slugs, visitor, type Wish } from './steps';

const often = <Value>(...weights: readonly (readonly [weight: number, Value])[]): fc.Arbitrary<Value> =>
  fc.oneof(...weights.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const privacyStatus = often<Privacy>([4, 'PRIVATE'], [3, 'PUBLIC'], [2, 'SECRET']);
const name = fc.constantFrom(...(Object.keys(slugs) as Name[]));
const policy = fc.constantFrom<Policy[]>('OWNER_AND_ADMINS', 'ALL_MEMBERS', 'OWNER');
const profile = fc.constantFrom<Profile[]>('PRIVATE', 'PUBLIC');
const creationPolicy = fc.constantFrom<CreationPolicy[]>('ALL_MEMBERS', 'MEMBERS_WITH_APPROVAL', 'ADMINS_ONLY');

const [olga, mira, ...others] = members;
const rest = others.map((other) => [3, other] as const);
const creator = often<string>([5, olga], [2, mira], ...rest);
const whom = often<string>([2, olga], [4, mira], ...rest, [1, siteAdmin]);
const who = fc.uniqueArray(whom, { minLength: 1, maxLength: 2 });
const inOne = often([6, 0], [3, 1], [1, 2], [1, 3]);
const maybe = { requiredKeys: [] } satisfies fc.RecordConstraints<never>;
const policies = { allowedToApproveJoinRequests: policy, allowedToAddMembers: policy, allowedToInviteMembers: policy };
const answers = often([2, false], [1, true]);
const changes = fc.record({ name, privacyStatus, settings: fc.record(policies, maybe) }, maybe);

/** In a group, and mostly by olga, who often owns it. */
const there = { by: often<string>([7, olga], [5, mira], ...rest, [4, siteAdmin], [2, app], [1, visitor]), in: inOne };
/** About themselves, and mostly by those who own nothing. */
const myself = { by: often<string>([2, olga], [4, mira], ...rest, [2, siteAdmin], [1, app], [1, visitor]), in: inOne };
/** Mostly by those who run the site. */
const by = often<string>([6, siteAdmin], [2, app], [2, olga], [1, mira], [1, visitor]);
/** About a request to create a group, which are mostly the later ones. */
const request = { by, in: often([1, 0], [2, 1], [3, 2], [3, 3]) };

type Parts<Of> = { readonly [Key in keyof Of]: fc.Arbitrary<Of[Key]> };
/** How often each is asked for, and by whom, in which group, about whom. */
const asked: { readonly [D in Doing]: readonly [weight: number, Parts<Asked[D]>] } = {
  create: [4, { by: there.by, creator, name, privacyStatus }],
  askToCreate: [4, { by: myself.by, name, privacyStatus }],
  approveCreate: [6, request],
  rejectCreate: [2, request],
  cancelCreate: [2, { ...request, by: there.by }],
  join: [12, { ...myself, answers }],
  ask: [12, { ...myself, answers }],
  cancel: [4, myself],
  approve: [8, { ...there, who }],
  reject: [6, { ...there, who }],
  add: [8, { ...there, who }],
  remove: [6, { ...there, who }],
  leave: [4, myself],
  invite: [10, { ...there, who }],
  revoke: [6, { ...there, who: whom }],
  accept: [8, myself],
  decline: [4, myself],
  ban: [6, { ...there, who }],
  lift: [6, { ...there, who: whom }],
  assign: [8, { ...there, who, role: often<'ADMIN' | 'MEMBER'>([3, 'ADMIN'], [1, 'MEMBER']) }],
  unassign: [6, { ...there, who }],
  handOver: [6, { ...there, who: whom }],
  update: [10, { ...there, changes }],
  question: [3, { ...there, required: often<boolean | null>([2, true], [1, false], [1, null]) }],
  delete: [1, there],
  setPolicy: [1, { by, creationPolicy }],
  setProfile: [6, { by, who: whom, profile }],
  endAccount: [1, { by, who: whom }],
};

/** Everything that can be asked for. */
export const doings = Object.keys(asked) as Doing[];

const wish = fc.oneof(
  ...doings.map((doing) => {
    const [weight, parts] = asked[doing] as readonly [number, Parts<Record<string, unknown>>];
    const step = fc.record({
      do: fc.constant(doing),
      aim: fc.option(fc.nat({ max: 11 }), { freq: 2, nil: undefined }),
      ...parts,
    });
    return { weight, arbitrary: step as unknown as fc.Arbitrary<Wish> };
  }),
);
const founding = fc.record({
  do: fc.constant('create' as const),
  by: fc.constant(siteAdmin),
  creator,
  name,
  privacyStatus,
});

/** A group or two, and up to so many steps in them. */
export const stories = (steps: number): fc.Arbitrary<Wish[]> =>
  fc
    .tuple(
      fc.array(founding, { minLength: 1, maxLength: 2 }),
      fc.noBias(fc.array(wish, { maxLength: steps, size: 'max' })),
    )
    .map(([groups, wishes]) => [...groups, ...wishes]);
