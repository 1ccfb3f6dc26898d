import type { GroupName, Privacy, Settings } from './actions';

/** The state of a group, in full, in the form in which the model and the system are compared. */
export type GroupSnapshot = {
  readonly name: GroupName;
  readonly privacyStatus: Privacy;
  readonly settings: Settings;
  /** `SECRET` stands for any random slug. */
  readonly slug: string;
  /** Whether the membership question must be answered; `null`: there is none. */
  readonly question: boolean | null;
  readonly owner: string | null;
  readonly members: Readonly<Record<string, 'ADMIN' | 'MEMBER'>>;
  /** The latest request of each person, with its status. */
  readonly requests: Readonly<Record<string, string>>;
  /** Who is invited, and by which person; `null`: by an app. */
  readonly invitations: Readonly<Record<string, string | null>>;
  readonly bans: readonly string[];
};
/**
 * `createRequest`: the status of the request to create the group; `null`: it was created without one. `group`: `null`
 * before the group is created and after it is deleted.
 */
export type Snapshot = { readonly createRequest: string | null; readonly group: GroupSnapshot | null };

/** A snapshot read from the system, with details that the model does not predict. */
export type ObservedSnapshot = Snapshot & {
  /** When the latest request of each person was made. */
  readonly askedAt: Readonly<Record<string, string>>;
  /** Over HTTP only. */
  readonly counts?: { readonly membersCount: number; readonly pendingMembersCount: number };
};

/** A slug as snapshots hold it: the random slugs of SECRET groups are all written as `SECRET`. */
export const comparableSlug = (slug: string): string => (/^(?=.*[A-Z])[0-9A-Za-z]{8}$/.test(slug) ? 'SECRET' : slug);

/** The settings that the model knows: those about who may do what. */
export const policySettings = ({
  allowedToApproveJoinRequests,
  allowedToAddMembers,
  allowedToInviteMembers,
}: Settings): Settings => ({ allowedToApproveJoinRequests, allowedToAddMembers, allowedToInviteMembers });
