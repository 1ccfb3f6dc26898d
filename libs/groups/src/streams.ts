import { COMMAND_PREFIX, type StreamOf, streamOf } from '@app/decider';
import type { Caller } from '@app/kernel';
import { type Group, groupFold } from './group/group.state';
import type { GroupId, MemberId } from './ids';
import { membershipFold } from './membership/membership.state';
import { siteFold } from './site/site.state';
import { siteMemberFold } from './site-member/site-member.state';
import { slugFold } from './slug/slug.state';

export { Streams } from '@app/decider';
export type GroupStream = StreamOf<Group>;

/** Every kind of stream that is ours: what subscriptions listen to. */
export const ourPrefixes = ['group-', 'membership-', 'slug-', 'site-', 'siteMember-', COMMAND_PREFIX] as const;

/** A group and the request to create it. */
export const groupStream = (siteId: string, groupId: GroupId) => streamOf(`group-${siteId}.${groupId}`, groupFold);

/** A person in a group; whoever is no person (a visitor, an app) belongs nowhere. */
export const membershipStream = (siteId: string, groupId: GroupId, memberId: MemberId | undefined) =>
  streamOf(memberId === undefined ? null : `membership-${siteId}.${groupId}.${memberId}`, membershipFold);

/** Who holds a slug. */
export const slugStream = (siteId: string, slug: string) => streamOf(`slug-${siteId}.${slug}`, slugFold);

/** A site's settings. */
export const siteStream = (siteId: string) => streamOf(`site-${siteId}`, siteFold);

/** A person of the site's directory. */
export const personStream = (siteId: string, memberId: MemberId | undefined) =>
  streamOf(memberId === undefined ? null : `siteMember-${siteId}.${memberId}`, siteMemberFold);

/** A group and the caller's own membership in it: what every right in a group is judged on. */
export const here = ({ siteId, memberId }: Caller, groupId: GroupId) => ({
  group: groupStream(siteId, groupId),
  mine: membershipStream(siteId, groupId, memberId),
});
