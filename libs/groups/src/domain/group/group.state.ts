import {
  type DeepReadonly,
  defineStream,
  ignoreUnknownEvent,
  NO_STREAM,
  type Position,
  type Recorded,
} from '@app/kernel';
import type { GroupId, MemberId } from '../ids';
import type { GroupDetails } from './group.details';
import type { MembershipQuestion, Rule } from './group.entrance';
import type { Departure, GroupEvent, RoleUnassigned } from './group.events';

/** `ban`: what stands in the ban of one who was banned. */
type Gone = { position: Position; because: Departure; ban?: NonNullable<RoleUnassigned['data']['ban']> };

type State = {
  /** `NONE`: never heard of. `PENDING` to `CANCELED`: only a request to create it. */
  status: 'NONE' | 'PENDING' | 'REJECTED' | 'CANCELED' | 'ACTIVE' | 'DELETED';
  revision: number;
  /** The revision of the latest event that changed what the group says of itself: neither roles nor counts. */
  detailsRevision: number;
  /** Absent before anything is known of the group. */
  details: GroupDetails | null;
  requestedById: MemberId | null;
  requestedDate: string | null;
  wasRequested: boolean;
  rejectionReason?: string;
  slug: string | null;
  /** `null` also while nobody owns it, because the owner's account ended and there was nobody else. */
  ownerId: MemberId | null;
  /** Whom the group names as admin, and since when: whoever joined later than that is a plain member. */
  admins: ReadonlyMap<MemberId, Position>;
  /** Admins who left, were removed or banned, and when: from there on they do not belong, until they join again. */
  gone: ReadonlyMap<MemberId, Gone>;
  rules: readonly Rule[];
  questions: readonly MembershipQuestion[];
  /** The latest change to PUBLIC or SECRET: requests judged on an earlier revision are settled by it. */
  settling: { revision: number; to: 'PUBLIC' | 'SECRET'; eventId: string } | null;
  createdDate: string | null;
  updatedDate: string | null;
};
export type Group = DeepReadonly<State>;

/** Is there a request to create it, answered or not? It is gone when its group is. */
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
  admins: new Map(),
  gone: new Map(),
  rules: [],
  questions: [],
  settling: null,
  createdDate: null,
  updatedDate: null,
});

export const evolve = (group: State, event: Recorded<GroupEvent>): State => ({
  ...changed(group, event),
  revision: event.revision,
  detailsRevision: saysNothing.has(event.type) ? group.detailsRevision : event.revision,
});

/** What changes no word of the group itself. */
const saysNothing: ReadonlySet<GroupEvent['type']> = new Set(['RoleAssigned', 'RoleUnassigned']);

function changed(group: State, event: Recorded<GroupEvent>): State {
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
      return group; // GroupCreated comes with it
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
        admins: new Map([[data.ownerId, event.position]]),
        createdDate: at,
        updatedDate: at,
      };
    case 'GroupRenamed':
      return said(group, at, { name: data.name }, data.slug);
    case 'GroupDescriptionChanged':
      return said(group, at, { description: data.description, descriptionType: data.descriptionType });
    case 'GroupCoverChanged':
      return said(group, at, { coverImage: data.coverImage });
    case 'GroupDetailsChanged':
      return said(group, at, cleared({ teaser: data.teaser, memberTitle: data.memberTitle }));
    case 'GroupPrivacyChanged':
      return {
        ...said(group, at, { privacyStatus: data.to }, data.slug),
        settling: data.to === 'PRIVATE' ? group.settling : { revision: event.revision, to: data.to, eventId: event.id },
      };
    case 'GroupSettingsChanged':
      return said(group, at, { settings: { ...group.details!.settings, ...data.settings } });
    case 'GroupRulesReplaced':
      return { ...group, updatedDate: at, rules: data.rules };
    case 'MembershipQuestionsReplaced':
      return { ...group, updatedDate: at, questions: data.questions };
    case 'RoleAssigned':
      return data.role === 'ADMIN'
        ? {
            ...group,
            admins: new Map(group.admins).set(data.memberId, event.position),
            gone: without(group.gone, data.memberId),
          }
        : { ...group, admins: without(group.admins, data.memberId) };
    case 'RoleUnassigned': {
      const admins = without(group.admins, data.memberId);
      if (!data.because) return { ...group, admins };
      const { memberId, because, ban } = data;
      const gone = new Map(group.gone).set(memberId, { position: event.position, because, ...(ban && { ban }) });
      return { ...group, admins, gone };
    }
    case 'GroupOwnershipTransferred': {
      const owners = [data.from, data.to].filter((memberId) => memberId !== undefined);
      const admins = new Map([...group.admins, ...owners.map((memberId) => [memberId, event.position] as const)]);
      return {
        ...group,
        ownerId: data.to ?? null,
        admins,
        gone: data.to === undefined ? group.gone : without(group.gone, data.to),
      };
    }
    case 'GroupDeleted':
      return { ...group, status: 'DELETED', slug: null };
    default:
      return ignoreUnknownEvent(type, group);
  }
}

/** Present keys replace, `undefined` clears. */
function said(group: State, at: string, words: Partial<GroupDetails>, slug = group.slug): State {
  return { ...group, slug, updatedDate: at, details: withoutAbsent({ ...group.details!, ...words }) };
}

/** From `null` for "cleared" and absent for "as it was" to what `said` takes. */
const cleared = (words: { teaser?: string | null; memberTitle?: string | null }): Partial<GroupDetails> =>
  Object.fromEntries(
    Object.entries(words).flatMap(([key, value]) => (value === undefined ? [] : [[key, value ?? undefined]])),
  );

const withoutAbsent = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;

const without = <K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> =>
  new Map([...map].filter(([other]) => other !== key));

export const groupFold = {
  initial,
  evolve,
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
