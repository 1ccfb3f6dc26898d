export const members = ['olga', 'mira', 'ravi', 'rosa', 'otis'] as const;
export const siteAdmin = 'site-admin';
export const app = 'billing';
export const visitor = '';
/** Everybody who can become a member of a group. */
export const possibleMembers: readonly string[] = [...members, siteAdmin];
/** The most groups of a sequence, including those that are only requested. */
export const MAX_GROUPS = 4;

/** The names that groups are given, and the slug that is made of each. */
export const slugOfName = { Yoga: 'yoga', 'Yoga!': 'yoga', 'Yoga 2': 'yoga-2', Chess: 'chess', '?!': 'group' } as const;

export type GroupName = keyof typeof slugOfName;
export type Privacy = 'PUBLIC' | 'PRIVATE' | 'SECRET';
export type Policy = 'OWNER' | 'OWNER_AND_ADMINS' | 'ALL_MEMBERS';
export type Settings = {
  readonly allowedToApproveJoinRequests: Policy;
  readonly allowedToAddMembers: Policy;
  readonly allowedToInviteMembers: Policy;
};
export type CreationPolicy = 'ALL_MEMBERS' | 'MEMBERS_WITH_APPROVAL' | 'ADMINS_ONLY';
export type Profile = 'PUBLIC' | 'PRIVATE';

/** The caller. */
type ByCaller = { readonly by: string };
/** `in`: the n-th group that was created or requested. It may not exist yet. */
export type InGroup = ByCaller & { readonly in: number };
type AboutPerson = InGroup & { readonly who: string };
/** At most two people, so that it is certain which of them is decided first. */
export type AboutPeople = InGroup & { readonly who: readonly string[] };
/** `answers`: whether the group's membership question is answered, if it has one. */
type WithAnswers = InGroup & { readonly answers: boolean };
type NewGroup = ByCaller & { readonly name: GroupName; readonly privacyStatus: Privacy };

/** Every action, by name, with its parameters. fast-check calls these commands. */
export type ActionParameters = {
  createGroup: NewGroup & { readonly creator: string };
  askToCreate: NewGroup;
  approveCreateRequest: InGroup;
  rejectCreateRequest: InGroup;
  cancelCreateRequest: InGroup;
  joinGroup: WithAnswers;
  requestToJoin: WithAnswers;
  cancelJoinRequest: InGroup;
  approveJoinRequests: AboutPeople;
  rejectJoinRequests: AboutPeople;
  addMembers: AboutPeople;
  removeMembers: AboutPeople;
  leaveGroup: InGroup;
  inviteMembers: AboutPeople;
  revokeInvitation: AboutPerson;
  acceptInvitation: InGroup;
  declineInvitation: InGroup;
  banMembers: AboutPeople;
  liftBan: AboutPerson;
  assignRole: AboutPeople & { readonly role: 'ADMIN' | 'MEMBER' };
  unassignRole: AboutPeople;
  handOverOwnership: AboutPerson;
  updateGroup: InGroup & {
    readonly changes: {
      readonly name?: GroupName;
      readonly privacyStatus?: Privacy;
      readonly settings?: Partial<Settings>;
    };
  };
  /** Sets one membership question, which must be answered if it is `required`; `null`: removes it. */
  replaceQuestion: InGroup & { readonly required: boolean | null };
  deleteGroup: InGroup;
  setCreationPolicy: ByCaller & { readonly creationPolicy: CreationPolicy };
  setProfile: ByCaller & { readonly who: string; readonly profile: Profile };
  endAccount: ByCaller & { readonly who: string };
};
export type ActionName = keyof ActionParameters;
export type ActionOf<Name extends ActionName> = ActionParameters[Name] & { readonly do: Name };
/** One call of one caller. */
export type Action = { [Name in ActionName]: ActionOf<Name> }[ActionName];

/**
 * An action whose target may still be chosen. With `targetIndex` it is directed, when its turn comes, at the n-th of
 * those (modulo their number) with whom it can succeed: an approval at somebody with a pending request. Without this
 * most actions of a sequence would be refused.
 */
export type GeneratedAction = Action & { readonly targetIndex?: number };
