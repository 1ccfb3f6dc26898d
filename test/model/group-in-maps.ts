import type { Picture } from './picture';
import { app, type Name, type Privacy, type Settings, siteAdmin, slugs } from './steps';

export type Role = 'ADMIN' | 'MEMBER';
type Status = 'PENDING' | 'APPROVED' | 'REJECTED' | 'CANCELED';
/** A group, or only the request to create it. */
export type Group = {
  status: 'PENDING' | 'REJECTED' | 'CANCELED' | 'ACTIVE' | 'DELETED';
  name: Name;
  privacyStatus: Privacy;
  settings: Settings;
  slug: string;
  /** Whether its question must be answered; `null`: it has none. */
  question: boolean | null;
  /** Nobody, if it was created at once. */
  requestedBy: string | null;
  owner: string | null;
  /** Each since which step. */
  members: Map<string, number>;
  admins: Map<string, number>;
  requests: Map<string, Status>;
  /** Each with who invited them, if that was a person. */
  invitations: Map<string, string | null>;
  bans: Set<string>;
};

export const asked = (name: Name, privacyStatus: Privacy, requestedBy: string | null): Group => ({
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

/** Those who run the site, whoever they are in a group. */
export const runs = (by: string): boolean => by === siteAdmin || by === app;

export const sees = (group: Group | undefined, by: string): group is Group =>
  group?.status === 'ACTIVE' && (group.privacyStatus !== 'SECRET' || runs(by) || group.members.has(by));
/** An open invitation shows the group itself. */
export const approaches = (group: Group | undefined, by: string): group is Group =>
  (group?.status === 'ACTIVE' && group.invitations.has(by)) || sees(group, by);

export type Right = (group: Group, by: string) => boolean;
export const owns: Right = (group, by) => runs(by) || group.owner === by;
export const manages: Right = (group, by) => runs(by) || group.admins.has(by);
/** What the group's own policy allows; in a SECRET one, members bring others in. */
export const may =
  (policy: keyof Settings): Right =>
  (group, by) => {
    const allowed = group.settings[policy];
    const opens = group.privacyStatus === 'SECRET' && policy !== 'allowedToApproveJoinRequests';
    if (allowed === 'OWNER' || owns(group, by)) return owns(group, by);
    return allowed === 'ALL_MEMBERS' || opens ? group.members.has(by) : group.admins.has(by);
  };

export const isRequest = (group: Group | undefined): group is Group & { requestedBy: string } =>
  group !== undefined && group.requestedBy !== null && group.status !== 'DELETED';

/** Why there is nothing to decide about somebody, or `null`. */
export function notWaiting({ requests }: Group, who: string): string | null {
  if (!requests.has(who)) return 'JOIN_REQUEST_NOT_FOUND';
  return requests.get(who) === 'PENDING' ? null : 'JOIN_REQUEST_NOT_PENDING';
}

/** Why somebody cannot lose their place or role, or `null`. */
export function staying({ members, owner }: Group, who: string): string | null {
  if (!members.has(who)) return 'NOT_A_MEMBER';
  return owner === who ? 'OWNER_STAYS' : null;
}

/** Answers a request, if one waits. */
export function settle({ requests }: Group, who: string, status: Status): 'ok' {
  if (requests.get(who) === 'PENDING') requests.set(who, status);
  return 'ok';
}

/** Becomes a member, whichever way: a request is approved by it, an invitation is over. */
export function enter(group: Group, who: string, now: number): 'ok' {
  group.members.set(who, now);
  group.invitations.delete(who);
  return settle(group, who, 'APPROVED');
}

/** Goes, whichever way. Who returns is a plain member. */
export function go({ members, admins }: Group, who: string): 'ok' {
  members.delete(who);
  admins.delete(who);
  return 'ok';
}

/** Whatever somebody has in the group ends. */
export function end(group: Group, who: string): 'ok' {
  group.invitations.delete(who);
  settle(group, who, 'REJECTED');
  return go(group, who);
}

/** Becomes an admin, and is one for as long as before if they are one already. */
export function name({ admins }: Group, who: string, now: number): 'ok' {
  if (!admins.has(who)) admins.set(who, now);
  return 'ok';
}

/** Who comes next when the owner's account ends: the longest-standing admins, else members. Several came at once. */
export function heirs({ admins, members }: Group, owner: string): string[] {
  const those = [admins, members].map((all) => [...all].filter(([who]) => who !== owner)).find((all) => all.length > 0);
  const first = Math.min(...(those ?? []).map(([, since]) => since));
  return (those ?? []).filter(([, since]) => since === first).map(([who]) => who);
}

export const wantedSlug = ({ name, privacyStatus }: Pick<Group, 'name' | 'privacyStatus'>): string =>
  privacyStatus === 'SECRET' ? 'SECRET' : slugs[name];

/** The slug that a group wants, or that with the lowest number that no other group has. */
export function freeSlug(group: Group, groups: readonly Group[]): string {
  const wanted = wantedSlug(group);
  const taken = groups.filter((other) => other !== group && other.status === 'ACTIVE').map(({ slug }) => slug);
  if (wanted === 'SECRET' || !taken.includes(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken.includes(`${wanted}-${n}`)) return `${wanted}-${n}`;
}

export function pictureOf(group: Group): Picture {
  const { status, owner, slug, settings, privacyStatus, admins } = group;
  const isOpen = status !== 'ACTIVE' && status !== 'DELETED';
  const role = (who: string): Role => (admins.has(who) ? 'ADMIN' : 'MEMBER');
  return {
    createRequest: isRequest(group) ? (isOpen ? status : 'APPROVED') : null,
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
