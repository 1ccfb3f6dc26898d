export const members = ['olga', 'mira', 'ravi', 'rosa', 'otis'] as const;
export const siteAdmin = 'site-admin';
export const app = 'billing';
export const visitor = '';
/** Everybody who can be in a group. */
export const everybody: readonly string[] = [...members, siteAdmin];
/** The most groups of a story, with those that are only asked for. */
export const MOST_GROUPS = 4;

/** What groups are called, and the slug that each name wants. */
export const slugs = { Yoga: 'yoga', 'Yoga!': 'yoga', 'Yoga 2': 'yoga-2', Chess: 'chess', '?!': 'group' } as const;

export type Name = keyof typeof slugs;
export type Privacy = 'PUBLIC' | 'PRIVATE' | 'SECRET';
export type Policy = 'OWNER' | 'OWNER_AND_ADMINS' | 'ALL_MEMBERS';
export type Settings = {
  readonly allowedToApproveJoinRequests: Policy;
  readonly allowedToAddMembers: Policy;
  readonly allowedToInviteMembers: Policy;
};
export type CreationPolicy = 'ALL_MEMBERS' | 'MEMBERS_WITH_APPROVAL' | 'ADMINS_ONLY';
export type Profile = 'PUBLIC' | 'PRIVATE';

/** Who asks. */
type By = { readonly by: string };
/** In which group: the n-th that was created or asked for. There may be none yet. */
export type Here = By & { readonly in: number };
type About = Here & { readonly who: string };
/** At most two, so that it is certain which of them is decided first. */
export type AboutAll = Here & { readonly who: readonly string[] };
/** To the group's question, if it has one. */
type Answering = Here & { readonly answers: boolean };
type New = By & { readonly name: Name; readonly privacyStatus: Privacy };

/** What can be asked for, and what it takes. */
export type Asked = {
  create: New & { readonly creator: string };
  askToCreate: New;
  approveCreate: Here;
  rejectCreate: Here;
  cancelCreate: Here;
  join: Answering;
  ask: Answering;
  cancel: Here;
  approve: AboutAll;
  reject: AboutAll;
  add: AboutAll;
  remove: AboutAll;
  leave: Here;
  invite: AboutAll;
  revoke: About;
  accept: Here;
  decline: Here;
  ban: AboutAll;
  lift: About;
  assign: AboutAll & { readonly role: 'ADMIN' | 'MEMBER' };
  unassign: AboutAll;
  handOver: About;
  update: Here & {
    readonly changes: { readonly name?: Name; readonly privacyStatus?: Privacy; readonly settings?: Partial<Settings> };
  };
  /** Asks one question of those who want to join, and must have an answer if it is `required`; `null`: asks none. */
  question: Here & { readonly required: boolean | null };
  delete: Here;
  setPolicy: By & { readonly creationPolicy: CreationPolicy };
  setProfile: By & { readonly who: string; readonly profile: Profile };
  endAccount: By & { readonly who: string };
};
export type Doing = keyof Asked;
export type StepOf<D extends Doing> = Asked[D] & { readonly do: D };
/** One call of one caller. */
export type Step = { [D in Doing]: StepOf<D> }[Doing];

/**
 * A step of a story that is still to be told. With `aim`, it is about the n-th, counted round, of those whom it
 * could well be about when it comes to it: an approval is about somebody who waits. Otherwise stories get nowhere.
 */
export type Wish = Step & { readonly aim?: number };
