import type { Event, Recorded } from '@app/kernel';
import { reserveFreedSlug } from '../../libs/groups/src/commands/take-freed-slug/take-freed-slug.decision';
import type { CreateRequestSubmitted, GroupEvent } from '../../libs/groups/src/domain/group/group.events';
import { type Group, groupFold } from '../../libs/groups/src/domain/group/group.state';
import type { MembershipEvent } from '../../libs/groups/src/domain/membership/membership.events';
import { type Membership, membershipFold } from '../../libs/groups/src/domain/membership/membership.state';
import { belongs, isAdmin, isBanned, isInvited } from '../../libs/groups/src/domain/permissions';
import type { SlugEvent } from '../../libs/groups/src/domain/slug/slug.events';
import { slugOfName } from '../../libs/groups/src/domain/slug/slug-of-name';
import { type Slug, slugFold } from '../../libs/groups/src/domain/slug/slug.state';
import type { SiteMemberEvent } from '../../libs/groups/src/domain/site-member/site-member.events';
import { siteMemberFold } from '../../libs/groups/src/domain/site-member/site-member.state';
import { type GroupSnapshot, type SiteSnapshot, siteSnapshot } from './site-snapshot';

/** Which events are possible, by the state of their stream before them. Those that are left out always are. */
type Possible<E extends Event, State> = { readonly [T in E['type']]?: (before: State, data: DataOf<E, T>) => boolean };
type DataOf<E extends Event, T> = Extract<E, { type: T }>['data'];

const isPending = ({ request }: Membership) => request?.status === 'PENDING';
const isOpen = ({ invitation }: Membership) => invitation !== null;
const isMember = ({ joined }: Membership) => joined !== null;
const inMembership: Possible<MembershipEvent, Membership> = {
  JoinRequested: (before) => !isPending(before),
  JoinRequestApproved: isPending,
  JoinRequestRejected: isPending,
  JoinRequestCanceled: isPending,
  MemberInvited: (before) => !isOpen(before),
  InvitationAccepted: isOpen,
  InvitationDeclined: isOpen,
  InvitationRevoked: isOpen,
  MemberJoined: (before) => !isMember(before),
  MemberLeft: isMember,
  MemberRemoved: isMember,
  MemberBanned: ({ ban }) => ban === null,
};

const isRequested = ({ status }: Group) => status === 'PENDING';
const isThere = ({ status }: Group) => status === 'ACTIVE';
const inGroup: Possible<GroupEvent, Group> = {
  CreateRequestSubmitted: ({ status }) => status === 'NONE',
  CreateRequestApproved: isRequested,
  CreateRequestRejected: isRequested,
  CreateRequestCanceled: isRequested,
  GroupCreated: ({ status }) => status === 'NONE' || status === 'PENDING',
  GroupRenamed: (before, { slug, formerSlug = slug }) => isThere(before) && before.slug === formerSlug,
  GroupPrivacyChanged: (before, { from }) => isThere(before) && before.details?.privacyStatus === from,
  RoleAssigned: isThere,
  RoleUnassigned: (before, { memberId, because }) =>
    isThere(before) && (because !== undefined || before.admins.has(memberId)),
  GroupOwnershipTransferred: (before, { from = null }) => isThere(before) && before.ownerId === from,
  GroupDeleted: (before, { formerSlug }) => isThere(before) && before.slug === formerSlug,
};

const inSlug: Possible<SlugEvent, Slug> = { SlugReleased: ({ holder }) => holder !== null };

type Streams<State> = ReadonlyMap<string, State>;

/** The streams of one kind, folded. Throws when one holds an impossible event: something was decided twice. */
function folded<E extends Event, State>(
  log: readonly Recorded[],
  kind: string,
  { initial, evolve }: { initial: () => State; evolve: (state: State, event: Recorded<E>) => State },
  possible: Possible<E, State> = {},
): Streams<State> {
  const states = new Map<string, State>();
  for (const event of log) {
    if (!event.stream.startsWith(`${kind}-`)) continue;
    const name = event.stream.slice(event.stream.indexOf('.') + 1);
    const before = states.get(name) ?? initial();
    const check = (possible as Record<string, undefined | ((before: State, data: object) => boolean)>)[event.type];
    if (check?.(before, event.data) === false) throw new Error(`${event.type} cannot have come to ${event.stream}`);
    states.set(name, evolve(before, event as unknown as Recorded<E>));
  }
  return states;
}

/**
 * The state of a site by its events. Throws when something was decided twice, a slug is not held by the group that shows
 * it, or an account that ended has anything left.
 */
export function snapshotFromEvents(log: readonly Recorded[]): SiteSnapshot {
  const groups: Streams<Group> = folded(log, 'group', groupFold, inGroup as never);
  const memberships: Streams<Membership> = folded(log, 'membership', membershipFold, inMembership as never);
  const slugs: Streams<Slug> = folded(log, 'slug', slugFold, inSlug as never);
  const people = folded<SiteMemberEvent, ReturnType<typeof siteMemberFold.initial>>(log, 'siteMember', siteMemberFold);
  const active = [...groups].filter(([, group]) => isThere(group));
  for (const [id, { slug }] of active) {
    const holder = slugs.get(slug!)?.holder?.groupId;
    if (holder !== id) throw new Error(`the slug ${slug} of ${id} is with ${holder ?? 'nobody'}`);
  }
  for (const [slug, { holder }] of slugs)
    if (holder && groups.get(holder.groupId)!.revision < holder.forRevision)
      throw new Error(`the slug ${slug} is reserved for an event that never came`);
  for (const [id, group] of active) assertSlugIsNotDue(id, group, { log, groups, slugs });
  const ended = [...people].filter(([, person]) => person.ended).map(([name]) => name);
  for (const memberId of ended) {
    const left = active.filter(([id]) => isAnything(memberships.get(`${id}.${memberId}`)));
    const owned = active.filter(([, { ownerId }]) => ownerId === memberId);
    const requested = [...groups].filter(([, group]) => isRequested(group) && group.requestedById === memberId);
    if (left.length + owned.length + requested.length > 0)
      throw new Error(`${memberId}, whose account ended, has something left`);
  }
  return siteSnapshot({
    groups: active.map(([id, group]) => groupFromEvents(id, group, memberships)),
    createRequests: log.flatMap((event) => createRequestFromEvents(event, groups)),
  });
}

/** Throws while a policy still has to give a renamed group the slug that another one gave up before. */
function assertSlugIsNotDue(
  groupId: string,
  group: Group,
  { log, groups, slugs }: { log: readonly Recorded[]; groups: Streams<Group>; slugs: Streams<Slug> },
): void {
  const isRenamed = log.some(({ type, position }) => type === 'GroupRenamed' && position === group.slugPosition);
  const name = slugOfName(group.details!.name);
  const slug = slugs.get(name);
  const formerHolder = groups.get(slug?.lastHolder?.groupId ?? '');
  if (!isRenamed || !slug || !formerHolder) return;
  const request = { groupId, slug: name, formerHolderId: slug.lastHolder!.groupId };
  if (reserveFreedSlug(request, { group, slug, formerHolder }).events.length > 0)
    throw new Error(`${groupId} does not have the slug ${name} yet`);
}

/** A request has the name that was asked for, whatever the group is called by now. */
function createRequestFromEvents(event: Recorded, groups: Streams<Group>): string[] {
  if (event.type !== 'CreateRequestSubmitted') return [];
  const { groupId, group } = event.data as CreateRequestSubmitted['data'];
  const { status } = groups.get(groupId)!;
  return status === 'DELETED' ? [] : [`${group.name} ${status === 'ACTIVE' ? 'APPROVED' : status}`];
}

const isAnything = (membership: Membership | undefined): boolean =>
  membership !== undefined && (isMember(membership) || isPending(membership) || isOpen(membership));

function groupFromEvents(id: string, group: Group, memberships: Streams<Membership>): GroupSnapshot {
  const participations = [...memberships]
    .filter(([key]) => key.startsWith(`${id}.`))
    .map(([key, membership]) => [key.slice(id.length + 1), membership] as const);
  for (const [who, membership] of participations)
    if (isMember(membership) !== belongs(group, membership, who))
      throw new Error(`${who} is a member by half of ${id}`);
  return {
    name: group.details!.name,
    privacyStatus: group.details!.privacyStatus,
    slug: group.slug!,
    ownerId: group.ownerId,
    members: Object.fromEntries(
      participations
        .filter(([, membership]) => isMember(membership))
        .map(([who, membership]) => [who, isAdmin(group, membership, who) ? 'ADMIN' : 'MEMBER']),
    ),
    requests: Object.fromEntries(
      participations.flatMap(([who, { request }]) => (request ? [[who, request.status]] : [])),
    ),
    invited: participations.filter(([who, membership]) => isInvited(group, membership, who)).map(([who]) => who),
    banned: participations.filter(([who, membership]) => isBanned(group, membership, who)).map(([who]) => who),
  };
}
