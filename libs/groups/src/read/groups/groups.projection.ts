import { into, type Projection, type Seen } from '@app/kernel';
import type { GroupDetails } from '../../group/group.details';
import type { GroupEvent } from '../../group/group.events';
import { type ShownDetails, shownDetails } from '../../group/shown-group';
import type { MembershipEvent } from '../../membership/membership.events';

/** A group as lists and queries see it, with its counts. `details` are as stored, for the next change to build on. */
export type GroupDocument = ShownDetails & {
  id: string;
  slug: string;
  ownerId: string;
  membersCount: number;
  pendingMembersCount: number;
  createdDate: string;
  updatedDate: string;
  lastActivityDate: string;
  details: Seen<GroupDetails>;
};
type Heard = GroupEvent | MembershipEvent;
const group = into<GroupDocument, Heard>(({ groupId }) => groupId);

export const groups: Projection<Heard, GroupDocument> = {
  name: 'groups',
  version: 1,
  on: {
    GroupCreated: group((_, { data: { groupId, slug, ownerId, group: details }, at }) => ({
      ...shownDetails(details),
      id: groupId,
      slug,
      ownerId,
      membersCount: 0,
      pendingMembersCount: 0,
      createdDate: at,
      updatedDate: at,
      lastActivityDate: at,
      details,
    })),
    GroupRenamed: group((now, { data: { name, slug }, at }) => said(now, at, { name }, { slug })),
    GroupDescriptionChanged: group((now, { data: { description }, at }) => said(now, at, { description })),
    GroupCoverChanged: group((now, { data: { coverImage }, at }) => said(now, at, { coverImage })),
    GroupDetailsChanged: group((now, { data: { teaser, memberTitle }, at }) =>
      said(now, at, {
        ...(teaser !== undefined && { teaser: teaser ?? undefined }),
        ...(memberTitle !== undefined && { memberTitle: memberTitle ?? undefined }),
      }),
    ),
    GroupSettingsChanged: group(
      (now, { data: { settings }, at }) => now && said(now, at, { settings: { ...now.details.settings, ...settings } }),
    ),
    GroupPrivacyChanged: group((now, { data: { to, slug }, at }) =>
      said(now, at, { privacyStatus: to }, slug === undefined ? {} : { slug }),
    ),
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
  at: string,
  words: Partial<Seen<GroupDetails>>,
  moved: { slug?: string } = {},
): GroupDocument | null {
  if (!now) return null;
  const details = Object.fromEntries(
    Object.entries({ ...now.details, ...words }).filter(([, value]) => value !== undefined),
  ) as Seen<GroupDetails>;
  const { id, slug, ownerId, membersCount, pendingMembersCount, createdDate } = now;
  const counts = { membersCount, pendingMembersCount };
  return {
    ...shownDetails(details),
    id,
    slug,
    ownerId,
    ...counts,
    createdDate,
    updatedDate: at,
    lastActivityDate: at,
    details,
    ...moved,
  };
}
