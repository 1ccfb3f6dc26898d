import {
  type DeepReadonly,
  defineStream,
  ignoreUnknownEvent,
  NO_STREAM,
  PersistentMap,
  type Position,
  type Recorded,
} from '@app/kernel';
import type { GroupId, MemberId } from '../ids';
import type { GroupDetails, GroupSettings } from './group.details';
import type { MembershipQuestion, Rule } from './group.entrance';
import type { Departure, GroupEvent, RoleUnassigned } from './group.events';

/** When and how an admin left. `ban`: the data of their ban. */
type DepartedAdmin = { position: Position; because: Departure; ban?: NonNullable<RoleUnassigned['data']['ban']> };

type State = {
  /** `NONE`: no event yet. `PENDING`, `REJECTED`, `CANCELED`: there is only a request to create it. */
  status: 'NONE' | 'PENDING' | 'REJECTED' | 'CANCELED' | 'ACTIVE' | 'DELETED';
  revision: number;
  /** The revision of the latest event that is not about roles. Callers send it as the expected revision. */
  detailsRevision: number;
  /** `null` before the first event. */
  details: GroupDetails | null;
  requestedById: MemberId | null;
  requestedDate: string | null;
  wasRequested: boolean;
  rejectionReason?: string;
  slug: string | null;
  /** `null` also after the owner's account ended and nobody could take the group over. */
  ownerId: MemberId | null;
  /** When each admin got the role. Somebody who joined later than that is a plain member. */
  admins: PersistentMap<MemberId, Position>;
  /** Admins who left, were removed or banned. They do not belong from that position on, until they join again. */
  departedAdmins: PersistentMap<MemberId, DepartedAdmin>;
  rules: readonly Rule[];
  questions: readonly MembershipQuestion[];
  /** The latest change to PUBLIC or SECRET. It settles the requests to join that were made at an earlier revision. */
  requestsSettledBy: { revision: number; to: 'PUBLIC' | 'SECRET'; eventId: string } | null;
  createdDate: string | null;
  updatedDate: string | null;
};
export type Group = DeepReadonly<State>;

/** Is there a request to create this group, pending or not? There is none once the group is deleted. */
export const isRequest = (group: Group): boolean => group.wasRequested && group.status !== 'DELETED';

export const initial = (): State => ({
  status: 'NONE',
  revision: NO_STREAM,
  detailsRevision: NO_STREAM,
  details: null,
  requestedById: null,
  requestedDate: null,
  wasRequested: false,
  slug: null,
  ownerId: null,
  admins: PersistentMap.of(),
  departedAdmins: PersistentMap.of(),
  rules: [],
  questions: [],
  requestsSettledBy: null,
  createdDate: null,
  updatedDate: null,
});

export const evolve = (group: State, event: Recorded<GroupEvent>): State => ({
  ...apply(group, event),
  revision: event.revision,
  detailsRevision: roleEvents.has(event.type) ? group.detailsRevision : event.revision,
});

/** The events that keep `detailsRevision`. */
const roleEvents: ReadonlySet<GroupEvent['type']> = new Set(['RoleAssigned', 'RoleUnassigned']);

function apply(group: State, event: Recorded<GroupEvent>): State {
  const { type, data, at } = event;
  switch (type) {
    case 'CreateRequestSubmitted':
      return {
        ...group,
        status: 'PENDING',
        details: data.group,
        requestedById: data.requestedById,
        requestedDate: at,
        wasRequested: true,
      };
    case 'CreateRequestApproved':
      return group; // GroupCreated is in the same append
    case 'CreateRequestRejected':
      return { ...group, status: 'REJECTED', ...(data.reason !== undefined && { rejectionReason: data.reason }) };
    case 'CreateRequestCanceled':
      return { ...group, status: 'CANCELED' };
    case 'GroupCreated':
      return {
        ...group,
        status: 'ACTIVE',
        details: data.group,
        slug: data.slug,
        ownerId: data.ownerId,
        admins: PersistentMap.of([data.ownerId, event.position]),
        createdDate: at,
        updatedDate: at,
      };
    case 'GroupRenamed':
      return withDetails(group, at, { name: data.name }, data.slug);
    case 'GroupDescriptionChanged':
      return withDetails(group, at, { description: data.description, descriptionType: data.descriptionType });
    case 'GroupCoverChanged':
      return withDetails(group, at, { coverImage: data.coverImage });
    case 'GroupDetailsChanged':
      return withDetails(group, at, nullsToUndefined({ teaser: data.teaser, memberTitle: data.memberTitle }));
    case 'GroupPrivacyChanged':
      return {
        ...withDetails(group, at, { privacyStatus: data.to }, data.slug),
        requestsSettledBy:
          data.to === 'PRIVATE'
            ? group.requestsSettledBy
            : { revision: event.revision, to: data.to, eventId: event.id },
      };
    case 'GroupSettingsChanged':
      return withDetails(group, at, { settings: { ...group.details?.settings, ...data.settings } as GroupSettings });
    case 'GroupRulesReplaced':
      return { ...group, updatedDate: at, rules: data.rules };
    case 'MembershipQuestionsReplaced':
      return { ...group, updatedDate: at, questions: data.questions };
    case 'RoleAssigned':
      return {
        ...group,
        admins: group.admins.with(data.memberId, event.position),
        departedAdmins: group.departedAdmins.without(data.memberId),
      };
    case 'RoleUnassigned': {
      const { memberId, because, ban } = data;
      const admins = group.admins.without(memberId);
      if (!because) return { ...group, admins };
      const departedAdmins = group.departedAdmins.with(memberId, {
        position: event.position,
        because,
        ...(ban && { ban }),
      });
      return { ...group, admins, departedAdmins };
    }
    case 'GroupOwnershipTransferred': {
      const { from, to } = data;
      let { admins } = group;
      for (const owner of [from, to]) if (owner !== undefined) admins = admins.with(owner, event.position);
      return {
        ...group,
        ownerId: to ?? null,
        admins,
        departedAdmins: to === undefined ? group.departedAdmins : group.departedAdmins.without(to),
      };
    }
    case 'GroupDeleted':
      return { ...group, status: 'DELETED', slug: null };
    default:
      return ignoreUnknownEvent(type, group);
  }
}

/** Changes the details: present keys replace, `undefined` clears. */
function withDetails(group: State, at: string, changes: Partial<GroupDetails>, slug = group.slug): State {
  return { ...group, slug, updatedDate: at, details: withoutAbsent({ ...group.details!, ...changes }) };
}

/** Of an event, where `null` clears and `undefined` keeps, the changes that `withDetails` takes. */
const nullsToUndefined = (changes: { teaser?: string | null; memberTitle?: string | null }): Partial<GroupDetails> =>
  Object.fromEntries(
    Object.entries(changes).flatMap(([key, value]) => (value === undefined ? [] : [[key, value ?? undefined]])),
  );

const withoutAbsent = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;

export const groupFold = {
  initial,
  evolve,
  version: 1,
  types: [
    'CreateRequestSubmitted',
    'CreateRequestApproved',
    'CreateRequestRejected',
    'CreateRequestCanceled',
    'GroupCreated',
    'GroupRenamed',
    'GroupDescriptionChanged',
    'GroupCoverChanged',
    'GroupDetailsChanged',
    'GroupPrivacyChanged',
    'GroupSettingsChanged',
    'GroupRulesReplaced',
    'MembershipQuestionsReplaced',
    'RoleAssigned',
    'RoleUnassigned',
    'GroupOwnershipTransferred',
    'GroupDeleted',
  ] as const satisfies readonly GroupEvent['type'][],
};

/** The stream of a group, and of the request to create it. */
export const groupStream = (siteId: string, groupId: GroupId) => defineStream(`group-${siteId}.${groupId}`, groupFold);
