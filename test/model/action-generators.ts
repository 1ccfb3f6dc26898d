import fc from 'fast-check';
import {
  app,
  type ActionParameters,
  type CreationPolicy,
  type ActionName,
  members,
  type GroupName,
  type Policy,
  type Privacy,
} from './actions';
import { type Profile, siteAdmin, slugOfName, visitor, type GeneratedAction } from './actions';

const weighted = <Value>(...weights: readonly (readonly [weight: number, Value])[]): fc.Arbitrary<Value> =>
  fc.oneof(...weights.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const privacyStatus = weighted<Privacy>([4, 'PRIVATE'], [3, 'PUBLIC'], [2, 'SECRET']);
const name = fc.constantFrom(...(Object.keys(slugOfName) as GroupName[]));
const policy = fc.constantFrom<Policy[]>('OWNER_AND_ADMINS', 'ALL_MEMBERS', 'OWNER');
const profile = fc.constantFrom<Profile[]>('PRIVATE', 'PUBLIC');
const creationPolicy = fc.constantFrom<CreationPolicy[]>('ALL_MEMBERS', 'MEMBERS_WITH_APPROVAL', 'ADMINS_ONLY');

const [olga, mira, ...others] = members;
const rest = others.map((other) => [3, other] as const);
const creator = weighted<string>([5, olga], [2, mira], ...rest);
const target = weighted<string>([2, olga], [4, mira], ...rest, [1, siteAdmin]);
const who = fc.uniqueArray(target, { minLength: 1, maxLength: 2 });
const group = weighted([6, 0], [3, 1], [1, 2], [1, 3]);
const allOptional = { requiredKeys: [] } satisfies fc.RecordConstraints<never>;
const policies = { allowedToApproveJoinRequests: policy, allowedToAddMembers: policy, allowedToInviteMembers: policy };
const answers = weighted([2, false], [1, true]);
const changes = fc.record({ name, privacyStatus, settings: fc.record(policies, allOptional) }, allOptional);

/** In a group, mostly by olga, who often owns it. */
const inGroup = {
  by: weighted<string>([7, olga], [5, mira], ...rest, [4, siteAdmin], [2, app], [1, visitor]),
  in: group,
};
/** About the caller, mostly by those who own no group. */
const aboutCaller = {
  by: weighted<string>([2, olga], [4, mira], ...rest, [2, siteAdmin], [1, app], [1, visitor]),
  in: group,
};
/** Mostly by site admins and apps. */
const bySiteAdmin = weighted<string>([6, siteAdmin], [2, app], [2, olga], [1, mira], [1, visitor]);
/** About a request to create a group. The later groups of a sequence are mostly requested ones. */
const createRequest = { by: bySiteAdmin, in: weighted([1, 0], [2, 1], [3, 2], [3, 3]) };

type Arbitraries<Of> = { readonly [Key in keyof Of]: fc.Arbitrary<Of[Key]> };
/** Each action with its weight and the arbitraries of its parameters. */
const arbitraries: { readonly [Name in ActionName]: readonly [weight: number, Arbitraries<ActionParameters[Name]>] } = {
  createGroup: [4, { by: inGroup.by, creator, name, privacyStatus }],
  askToCreate: [4, { by: aboutCaller.by, name, privacyStatus }],
  approveCreateRequest: [6, createRequest],
  rejectCreateRequest: [2, createRequest],
  cancelCreateRequest: [2, { ...createRequest, by: inGroup.by }],
  joinGroup: [12, { ...aboutCaller, answers }],
  requestToJoin: [12, { ...aboutCaller, answers }],
  cancelJoinRequest: [4, aboutCaller],
  approveJoinRequests: [8, { ...inGroup, who }],
  rejectJoinRequests: [6, { ...inGroup, who }],
  addMembers: [8, { ...inGroup, who }],
  removeMembers: [6, { ...inGroup, who }],
  leaveGroup: [4, aboutCaller],
  inviteMembers: [10, { ...inGroup, who }],
  revokeInvitation: [6, { ...inGroup, who: target }],
  acceptInvitation: [8, aboutCaller],
  declineInvitation: [4, aboutCaller],
  banMembers: [6, { ...inGroup, who }],
  liftBan: [6, { ...inGroup, who: target }],
  assignRole: [8, { ...inGroup, who, role: weighted<'ADMIN' | 'MEMBER'>([3, 'ADMIN'], [1, 'MEMBER']) }],
  unassignRole: [6, { ...inGroup, who }],
  handOverOwnership: [6, { ...inGroup, who: target }],
  updateGroup: [10, { ...inGroup, changes }],
  replaceQuestion: [3, { ...inGroup, required: weighted<boolean | null>([2, true], [1, false], [1, null]) }],
  deleteGroup: [1, inGroup],
  setCreationPolicy: [1, { by: bySiteAdmin, creationPolicy }],
  setProfile: [6, { by: bySiteAdmin, who: target, profile }],
  endAccount: [1, { by: bySiteAdmin, who: target }],
};

/** The names of all actions. */
export const actionNames = Object.keys(arbitraries) as ActionName[];

const action = fc.oneof(
  ...actionNames.map((name) => {
    const [weight, parameters] = arbitraries[name] as readonly [number, Arbitraries<Record<string, unknown>>];
    const generated = fc.record({
      do: fc.constant(name),
      targetIndex: fc.option(fc.nat({ max: 11 }), { freq: 2, nil: undefined }),
      ...parameters,
    });
    return { weight, arbitrary: generated as unknown as fc.Arbitrary<GeneratedAction> };
  }),
);
const creation = fc.record({
  do: fc.constant('createGroup' as const),
  by: fc.constant(siteAdmin),
  creator,
  name,
  privacyStatus,
});

/** Sequences that create one or two groups and go on with up to so many actions. */
export const actionSequences = (maxActions: number): fc.Arbitrary<GeneratedAction[]> =>
  fc
    .tuple(
      fc.array(creation, { minLength: 1, maxLength: 2 }),
      fc.noBias(fc.array(action, { maxLength: maxActions, size: 'max' })),
    )
    .map(([creations, actions]) => [...creations, ...actions]);
