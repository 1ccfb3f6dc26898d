import { type DeepReadonly, foldInto, type Projection } from '@app/kernel';
import type { GroupDetails } from '../domain/group/group.details';
import type { GroupEvent } from '../domain/group/group.events';
import { type PublicDetails, publicDetails } from '../domain/group/public-details';
import type { MembershipEvent } from '../domain/membership/membership.events';
import { parseStreamName } from '../domain/stream-names';

/** A group, with its counts. `details` are those of the events, from which the next change is computed. */
export type GroupDocument = PublicDetails & {
  id: string;
  slug: string;
  /** Absent while the group has no owner. */
  ownerId?: string;
  membersCount: number;
  pendingMembersCount: number;
  createdDate: string;
  updatedDate: string;
  lastActivityDate: string;
  /** The revision of the latest event that changed the details, the rules, the questions or the owner. */
  revision: number;
  details: DeepReadonly<GroupDetails>;
};

type GroupsViewEvent = GroupEvent | MembershipEvent;
const group = foldInto<GroupDocument, GroupsViewEvent>(({ groupId }) => groupId);

/** The groups that exist, by id. */
export const groups: Projection<GroupsViewEvent, GroupDocument> = {
  name: 'groups',
  version: 3,
  documentsOf: (stream) => {
    const { groupId } = parseStreamName(stream);
    return groupId === undefined ? null : [groupId];
  },
  on: {
    GroupCreated: group((_, { data: { groupId, slug, ownerId, group: details }, at, revision }) => ({
      ...publicDetails(details),
      id: groupId,
      slug,
      ownerId,
      membersCount: 0,
      pendingMembersCount: 0,
      createdDate: at,
      updatedDate: at,
      lastActivityDate: at,
      revision,
      details,
    })),
    GroupRenamed: group((current, event) =>
      withDetails(current, event, { name: event.data.name }, { slug: event.data.slug }),
    ),
    GroupDescriptionChanged: group((current, event) => {
      const { description, descriptionType } = event.data;
      return withDetails(current, event, { description, descriptionType });
    }),
    GroupCoverChanged: group((current, event) => withDetails(current, event, { coverImage: event.data.coverImage })),
    GroupDetailsChanged: group((current, event) => {
      const { teaser, memberTitle } = event.data;
      return withDetails(current, event, {
        ...(teaser !== undefined && { teaser: teaser ?? undefined }),
        ...(memberTitle !== undefined && { memberTitle: memberTitle ?? undefined }),
      });
    }),
    GroupSettingsChanged: group(
      (current, event) =>
        current && withDetails(current, event, { settings: { ...current.details.settings, ...event.data.settings } }),
    ),
    GroupPrivacyChanged: group((current, event) => {
      const { to, slug } = event.data;
      return withDetails(current, event, { privacyStatus: to }, slug === undefined ? {} : { slug });
    }),
    GroupRulesReplaced: group((current, event) => withDetails(current, event, {})),
    MembershipQuestionsReplaced: group((current, event) => withDetails(current, event, {})),
    GroupOwnershipTransferred: group((current, { data: { to }, revision }) => {
      if (!current) return null;
      const { ownerId: _former, ...rest } = current;
      return { ...rest, ...(to !== undefined && { ownerId: to }), revision };
    }),
    GroupDeleted: group(() => null),
    MemberJoined: group(
      (current, { at }) => current && { ...current, membersCount: current.membersCount + 1, lastActivityDate: at },
    ),
    MemberLeft: group((current) => current && { ...current, membersCount: current.membersCount - 1 }),
    MemberRemoved: group((current) => current && { ...current, membersCount: current.membersCount - 1 }),
    JoinRequested: group((current) => current && { ...current, pendingMembersCount: current.pendingMembersCount + 1 }),
    JoinRequestApproved: group(
      (current) => current && { ...current, pendingMembersCount: current.pendingMembersCount - 1 },
    ),
    JoinRequestRejected: group(
      (current) => current && { ...current, pendingMembersCount: current.pendingMembersCount - 1 },
    ),
    JoinRequestCanceled: group(
      (current) => current && { ...current, pendingMembersCount: current.pendingMembersCount - 1 },
    ),
  },
};

/** The group with these details changed (`undefined`: removed), and perhaps with a new slug. */
function withDetails(
  current: GroupDocument | null,
  { at, revision }: { readonly at: string; readonly revision: number },
  changes: Partial<DeepReadonly<GroupDetails>>,
  newSlug: { slug?: string } = {},
): GroupDocument | null {
  if (!current) return null;
  const details = Object.fromEntries(
    Object.entries({ ...current.details, ...changes }).filter(([, value]) => value !== undefined),
  ) as DeepReadonly<GroupDetails>;
  const { id, slug, ownerId, membersCount, pendingMembersCount, createdDate } = current;
  const counts = { membersCount, pendingMembersCount };
  return {
    ...publicDetails(details),
    id,
    slug,
    ...(ownerId !== undefined && { ownerId }),
    ...counts,
    createdDate,
    updatedDate: at,
    lastActivityDate: at,
    revision,
    details,
    ...newSlug,
  };
}
