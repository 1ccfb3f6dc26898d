import type { Event, Recorded } from '@app/kernel';
import type { CreateRequestSubmitted, GroupEvent } from '../../libs/groups/src/domain/group/group.events';
import { type Group, groupFold } from '../../libs/groups/src/domain/group/group.state';
import type { MembershipEvent } from '../../libs/groups/src/domain/membership/membership.events';
import { type Membership, membershipFold } from '../../libs/groups/src/domain/membership/membership.state';
import { belongs, isAdmin, isBanned, isInvited } from '../../libs/groups/src/domain/permissions';
import type { SlugEvent } from '../../libs/groups/src/domain/slug/slug.events';
import { type Slug, slugFold } from '../../libs/groups/src/domain/slug/slug.state';
import type { SiteMemberEvent } from '../../libs/groups/src/domain/site-member/site-member.events';
import { siteMemberFold } from '../../libs/groups/src/domain/site-member/site-member.state';
import { type GroupPicture, type Picture, picture } from './picture';

/** When an event may come, by the state of its stream before it; those that are left out may always. */
type Possible<E extends Event, State> = { readonly [T in E['type']]?: (before: State, data: DataOf<E, T>) => boolean };
type DataOf<E extends Event, T> = Extract<E, { type: T }>['data'];

const waits = ({ request }: Membership) => request?.status === 'PENDING';
const isOpen = ({ invitation }: Membership) => invitation !== null;
const isMember = ({ joined }: Membership) => joined !== null;
const inMembership: Possible<MembershipEvent, Membership> = {
  JoinRequested: (before) => !waits(before),
  JoinRequestApproved: waits,
  JoinRequestRejected: waits,
  JoinRequestCanceled: waits,
  MemberInvited: (before) => !isOpen(before),
  InvitationAccepted: isOpen,
  InvitationDeclined: isOpen,
  InvitationRevoked: isOpen,
  MemberJoined: (before) => !isMember(before),
  MemberLeft: isMember,
  MemberRemoved: isMember,
  MemberBanned: ({ ban }) => ban === null,
};

const isAsked = ({ status }: Group) => status === 'PENDING';
const isThere = ({ status }: Group) => status === 'ACTIVE';
const inGroup: Possible<GroupEvent, Group> = {
  CreateRequestSubmitted: ({ status }) => status === 'NONE',
  CreateRequestApproved: isAsked,
  CreateRequestRejected: isAsked,
  CreateRequestCanceled: isAsked,
  GroupCreated: ({ status }) => status === 'NONE' || status === 'PENDING',
  GroupRenamed: (before, { slug, formerSlug = slug }) => isThere(before) && before.slug === formerSlug,
  GroupPrivacyChanged: (before, { from }) => isThere(before) && before.details?.privacyStatus === from,
  RoleAssigned: isThere,
  RoleUnassigned: (before, { memberId }) => isThere(before) && before.admins.has(memberId),
  GroupOwnershipTransferred: (before, { from = null }) => isThere(before) && before.ownerId === from,
  GroupDeleted: (before, { formerSlug }) => isThere(before) && before.slug === formerSlug,
};

const inSlug: Possible<SlugEvent, Slug> = { SlugReleased: ({ holder }) => holder !== null };

type Streams<State> = ReadonlyMap<string, State>;

/** The streams of one kind, folded. Throws when one of them tells what cannot have been: something decided twice. */
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
 * What the log tells of a site. Throws when something was decided twice, a slug is not with the group that shows it, or an
 * account that ended has anything left.
 */
export function told(log: readonly Recorded[]): Picture {
  const groups: Streams<Group> = folded(log, 'group', groupFold, inGroup as never);
  const places: Streams<Membership> = folded(log, 'membership', membershipFold, inMembership as never);
  const slugs: Streams<Slug> = folded(log, 'slug', slugFold, inSlug as never);
  const people = folded<SiteMemberEvent, ReturnType<typeof siteMemberFold.initial>>(log, 'siteMember', siteMemberFold);
  const active = [...groups].filter(([, group]) => isThere(group));
  for (const [id, { slug }] of active) {
    const holder = slugs.get(slug!)?.holder?.groupId;
    if (holder !== id) throw new Error(`the slug ${slug} of ${id} is with ${holder ?? 'nobody'}`);
  }
  for (const [slug, { holder }] of slugs)
    if (holder && groups.get(holder.groupId)!.revision < holder.forRevision)
      throw new Error(`the slug ${slug} waits for what never came`);
  const ended = [...people].filter(([, person]) => person.ended).map(([name]) => name);
  for (const memberId of ended) {
    const left = active.filter(([id]) => isAnything(places.get(`${id}.${memberId}`)));
    const owned = active.filter(([, { ownerId }]) => ownerId === memberId);
    const asked = [...groups].filter(([, group]) => isAsked(group) && group.requestedById === memberId);
    if (left.length + owned.length + asked.length > 0)
      throw new Error(`${memberId}, whose account ended, has something left`);
  }
  return picture({
    groups: active.map(([id, group]) => groupTold(id, group, places)),
    createRequests: log.flatMap((event) => requestTold(event, groups)),
  });
}

/** A request goes by the name that was asked for, whatever its group is called by now. */
function requestTold(event: Recorded, groups: Streams<Group>): string[] {
  if (event.type !== 'CreateRequestSubmitted') return [];
  const { groupId, group } = event.data as CreateRequestSubmitted['data'];
  const { status } = groups.get(groupId)!;
  return status === 'DELETED' ? [] : [`${group.name} ${status === 'ACTIVE' ? 'APPROVED' : status}`];
}

const isAnything = (place: Membership | undefined): boolean =>
  place !== undefined && (isMember(place) || waits(place) || isOpen(place));

function groupTold(id: string, group: Group, places: Streams<Membership>): GroupPicture {
  const here = [...places]
    .filter(([key]) => key.startsWith(`${id}.`))
    .map(([key, place]) => [key.slice(id.length + 1), place] as const);
  for (const [who, place] of here)
    if (isMember(place) !== belongs(group, place, who)) throw new Error(`${who} half belongs to ${id}`);
  return {
    name: group.details!.name,
    privacyStatus: group.details!.privacyStatus,
    slug: group.slug!,
    ownerId: group.ownerId,
    members: Object.fromEntries(
      here
        .filter(([, place]) => isMember(place))
        .map(([who, place]) => [who, isAdmin(group, place, who) ? 'ADMIN' : 'MEMBER']),
    ),
    requests: Object.fromEntries(here.flatMap(([who, { request }]) => (request ? [[who, request.status]] : []))),
    invited: here.filter(([who, place]) => isInvited(group, place, who)).map(([who]) => who),
    banned: here.filter(([who, place]) => isBanned(group, place, who)).map(([who]) => who),
  };
}
