import type { Snapshot } from './snapshots';
import { app, type GroupName, type Privacy, type Settings, siteAdmin, slugOfName } from './actions';

export type Role = 'ADMIN' | 'MEMBER';
type Status = 'PENDING' | 'APPROVED' | 'REJECTED' | 'CANCELED';
/** A group, or only the request to create it. */
export type ModelGroup = {
  status: 'PENDING' | 'REJECTED' | 'CANCELED' | 'ACTIVE' | 'DELETED';
  name: GroupName;
  privacyStatus: Privacy;
  settings: Settings;
  slug: string;
  /** Whether the membership question must be answered; `null`: there is none. */
  question: boolean | null;
  /** `null`: created without a request. */
  requestedBy: string | null;
  owner: string | null;
  /** Each with the number of the action that made them a member. */
  members: Map<string, number>;
  admins: Map<string, number>;
  requests: Map<string, Status>;
  /** Each with the person who invited them; `null`: an app did. */
  invitations: Map<string, string | null>;
  bans: Set<string>;
};

export const newModelGroup = (name: GroupName, privacyStatus: Privacy, requestedBy: string | null): ModelGroup => ({
  status: 'PENDING',
  name,
  privacyStatus,
  settings: {
    allowedToApproveJoinRequests: 'OWNER_AND_ADMINS',
    allowedToAddMembers: 'OWNER_AND_ADMINS',
    allowedToInviteMembers: 'OWNER_AND_ADMINS',
  },
  slug: '',
  question: null,
  requestedBy,
  owner: null,
  members: new Map(),
  admins: new Map(),
  requests: new Map(),
  invitations: new Map(),
  bans: new Set(),
});

/** Site admins and apps have every right in every group. */
export const runsSite = (by: string): boolean => by === siteAdmin || by === app;

export const canSee = (group: ModelGroup | undefined, by: string): group is ModelGroup =>
  group?.status === 'ACTIVE' && (group.privacyStatus !== 'SECRET' || runsSite(by) || group.members.has(by));
/** Whether somebody sees the group itself and how to join it: an open invitation is enough. */
export const canSeeEntrance = (group: ModelGroup | undefined, by: string): group is ModelGroup =>
  (group?.status === 'ACTIVE' && group.invitations.has(by)) || canSee(group, by);

export type Permission = (group: ModelGroup, by: string) => boolean;
export const hasOwnerRights: Permission = (group, by) => runsSite(by) || group.owner === by;
export const hasAdminRights: Permission = (group, by) => runsSite(by) || group.admins.has(by);
/** Whether a setting of the group allows it. In a SECRET group every member may add and invite. */
export const allowedBy =
  (policy: keyof Settings): Permission =>
  (group, by) => {
    const allowed = group.settings[policy];
    const isOpenToMembers = group.privacyStatus === 'SECRET' && policy !== 'allowedToApproveJoinRequests';
    if (allowed === 'OWNER' || hasOwnerRights(group, by)) return hasOwnerRights(group, by);
    return allowed === 'ALL_MEMBERS' || isOpenToMembers ? group.members.has(by) : group.admins.has(by);
  };

export const isCreateRequest = (group: ModelGroup | undefined): group is ModelGroup & { requestedBy: string } =>
  group !== undefined && group.requestedBy !== null && group.status !== 'DELETED';

/** Why there is no request of this person to decide, or `null`. */
export function refuseUnlessPending({ requests }: ModelGroup, who: string): string | null {
  if (!requests.has(who)) return 'JOIN_REQUEST_NOT_FOUND';
  return requests.get(who) === 'PENDING' ? null : 'JOIN_REQUEST_NOT_PENDING';
}

/** Why somebody cannot lose their membership or role, or `null`. */
export function refuseUnlessRemovable({ members, owner }: ModelGroup, who: string): string | null {
  if (!members.has(who)) return 'NOT_A_MEMBER';
  return owner === who ? 'OWNER_STAYS' : null;
}

/** Decides the request of this person, if one is pending. */
export function closeRequest({ requests }: ModelGroup, who: string, status: Status): 'ok' {
  if (requests.get(who) === 'PENDING') requests.set(who, status);
  return 'ok';
}

/** However somebody becomes a member, a pending request is approved and an invitation ends. */
export function addMember(group: ModelGroup, who: string, now: number): 'ok' {
  group.members.set(who, now);
  group.invitations.delete(who);
  return closeRequest(group, who, 'APPROVED');
}

/** The admin role goes with the membership: who joins again is a plain member. */
export function removeMember({ members, admins }: ModelGroup, who: string): 'ok' {
  members.delete(who);
  admins.delete(who);
  return 'ok';
}

/** Ends membership, pending request and invitation. */
export function endParticipation(group: ModelGroup, who: string): 'ok' {
  group.invitations.delete(who);
  closeRequest(group, who, 'REJECTED');
  return removeMember(group, who);
}

/** Gives the admin role. Who has it keeps the number of the action that gave it. */
export function makeAdmin({ admins }: ModelGroup, who: string, now: number): 'ok' {
  if (!admins.has(who)) admins.set(who, now);
  return 'ok';
}

/**
 * Who can become the owner when the owner's account ends: the admins, else the members, of the longest standing. Several
 * when one action made all of them admins or members.
 */
export function nextOwners({ admins, members }: ModelGroup, owner: string): string[] {
  const candidates = [admins, members]
    .map((all) => [...all].filter(([who]) => who !== owner))
    .find((all) => all.length > 0);
  const first = Math.min(...(candidates ?? []).map(([, since]) => since));
  return (candidates ?? []).filter(([, since]) => since === first).map(([who]) => who);
}

export const wantedSlug = ({ name, privacyStatus }: Pick<ModelGroup, 'name' | 'privacyStatus'>): string =>
  privacyStatus === 'SECRET' ? 'SECRET' : slugOfName[name];

/** The slug of the group's name, with the lowest number behind it that makes it unique. */
export function freeSlug(group: ModelGroup, groups: readonly ModelGroup[]): string {
  const wanted = wantedSlug(group);
  const taken = groups.filter((other) => other !== group && other.status === 'ACTIVE').map(({ slug }) => slug);
  if (wanted === 'SECRET' || !taken.includes(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken.includes(`${wanted}-${n}`)) return `${wanted}-${n}`;
}

export function snapshotOf(group: ModelGroup): Snapshot {
  const { status, owner, slug, settings, privacyStatus, admins } = group;
  const isOpen = status !== 'ACTIVE' && status !== 'DELETED';
  const role = (who: string): Role => (admins.has(who) ? 'ADMIN' : 'MEMBER');
  return {
    createRequest: isCreateRequest(group) ? (isOpen ? status : 'APPROVED') : null,
    group:
      status !== 'ACTIVE'
        ? null
        : {
            name: group.name,
            privacyStatus,
            settings,
            slug,
            question: group.question,
            owner,
            members: Object.fromEntries([...group.members.keys()].map((who) => [who, role(who)])),
            requests: Object.fromEntries(group.requests),
            invitations: Object.fromEntries(group.invitations),
            bans: [...group.bans].sort(),
          },
  };
}
