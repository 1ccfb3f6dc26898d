import { into, type Projection, type DeepReadonly } from '@app/kernel';
import type { GroupDetails } from '../domain/group/group.details';
import type { GroupEvent } from '../domain/group/group.events';
import { type PublicDetails, publicDetails } from '../domain/group/public-details';
import type { MembershipEvent } from '../domain/membership/membership.events';

/** A group as lists and queries see it, with its counts. `details` are as stored, for the next change to build on. */
export type GroupDocument = PublicDetails & {
  id: string;
  slug: string;
  /** Absent while nobody owns it. */
  ownerId?: string;
  membersCount: number;
  pendingMembersCount: number;
  createdDate: string;
  updatedDate: string;
  lastActivityDate: string;
  /** Of the group's latest event that changed what it says of itself. */
  revision: number;
  details: DeepReadonly<GroupDetails>;
};
type Heard = GroupEvent | MembershipEvent;
const group = into<GroupDocument, Heard>(({ groupId }) => groupId);

export const groups: Projection<Heard, GroupDocument> = {
  name: 'groups',
  version: 2,
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
    GroupRenamed: group((now, event) => said(now, event, { name: event.data.name }, { slug: event.data.slug })),
    GroupDescriptionChanged: group((now, event) => {
      const { description, descriptionType } = event.data;
      return said(now, event, { description, descriptionType });
    }),
    GroupCoverChanged: group((now, event) => said(now, event, { coverImage: event.data.coverImage })),
    GroupDetailsChanged: group((now, event) => {
      const { teaser, memberTitle } = event.data;
      return said(now, event, {
        ...(teaser !== undefined && { teaser: teaser ?? undefined }),
        ...(memberTitle !== undefined && { memberTitle: memberTitle ?? undefined }),
      });
    }),
    GroupSettingsChanged: group(
      (now, event) => now && said(now, event, { settings: { ...now.details.settings, ...event.data.settings } }),
    ),
    GroupPrivacyChanged: group((now, event) => {
      const { to, slug } = event.data;
      return said(now, event, { privacyStatus: to }, slug === undefined ? {} : { slug });
    }),
    GroupRulesReplaced: group((now, event) => said(now, event, {})),
    MembershipQuestionsReplaced: group((now, event) => said(now, event, {})),
    GroupOwnershipTransferred: group((now, { data: { to }, revision }) => {
      if (!now) return null;
      const { ownerId: _former, ...rest } = now;
      return { ...rest, ...(to !== undefined && { ownerId: to }), revision };
    }),
    GroupDeleted: group(() => null),
    MemberJoined: group((now, { at }) => now && { ...now, membersCount: now.membersCount + 1, lastActivityDate: at }),
    MemberLeft: group((now) => now && { ...now, membersCount: now.membersCount - 1 }),
    MemberRemoved: group((now) => now && { ...now, membersCount: now.membersCount - 1 }),
    JoinRequested: group((now) => now && { ...now, pendingMembersCount: now.pendingMembersCount + 1 }),
    JoinRequestApproved: group((now) => now && { ...now, pendingMembersCount: now.pendingMembersCount - 1 }),
    JoinRequestRejected: group((now) => now && { ...now, pendingMembersCount: now.pendingMembersCount - 1 }),
    JoinRequestCanceled: group((now) => now && { ...now, pendingMembersCount: now.pendingMembersCount - 1 }),
  },
};

/** Details changed: present ones replace, `undefined` clears. */
function said(
  now: GroupDocument | null,
  { at, revision }: { readonly at: string; readonly revision: number },
  words: Partial<DeepReadonly<GroupDetails>>,
  moved: { slug?: string } = {},
): GroupDocument | null {
  if (!now) return null;
  const details = Object.fromEntries(
    Object.entries({ ...now.details, ...words }).filter(([, value]) => value !== undefined),
  ) as DeepReadonly<GroupDetails>;
  const { id, slug, ownerId, membersCount, pendingMembersCount, createdDate } = now;
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
    ...moved,
  };
}
