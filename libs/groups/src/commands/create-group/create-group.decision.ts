import { accept, type Caller, type Decision, refuse, runsTheSite } from '@app/kernel';
import type { GroupDetails } from '../../domain/group/group.details';
import type { CreateRequestSubmitted, GroupCreated } from '../../domain/group/group.events';
import type { Group } from '../../domain/group/group.state';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { GroupId, MemberId } from '../../domain/ids';
import { isKnown } from '../../domain/permissions';
import type { Site } from '../../domain/site/site.state';
import type { SiteMember } from '../../domain/site-member/site-member.state';
import { wantedSlug } from '../../domain/slug/slug-of-name';

export type CreateGroup = {
  groupId: GroupId;
  details: GroupDetails;
  /** Who becomes the owner: the caller, unless somebody who runs the site names another. */
  creatorId: MemberId;
  /** A slug for the case that the group is SECRET. */
  secretSlug: string;
  /** Requests of the creator that wait already. A limit against abuse, so a count from the view is good enough. */
  pendingRequests: number;
};
export const createGroupRefusals = [
  'PERMISSION_DENIED',
  'CREATION_NOT_ALLOWED',
  'SITE_MEMBER_NOT_FOUND',
  'TOO_MANY_PENDING',
] as const;
export type CreateGroupRefusal = (typeof createGroupRefusals)[number];
export const MOST_PENDING = 50;
type States = { group: Group; site: Site; creator: SiteMember };

/** Creates a group at once, or asks a site admin for it, as the site's creation policy and the caller's role say. */
export function createGroup(
  { groupId, details, creatorId, secretSlug, pendingRequests }: CreateGroup,
  { group, site, creator }: States,
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Decision<GroupCreated | CreateRequestSubmitted, CreateGroupRefusal> {
  const freely = runsTheSite(caller);
  if (!freely && creatorId !== caller.memberId) return refuse('PERMISSION_DENIED');
  if (!freely && site.creationPolicy === 'ADMINS_ONLY') return refuse('CREATION_NOT_ALLOWED');
  if (!isKnown(creator, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (group.status !== 'NONE') return accept(); // the same command again
  if (freely || site.creationPolicy === 'ALL_MEMBERS') {
    const slug = wantedSlug(details, secretSlug);
    return accept({ type: 'GroupCreated', data: { groupId, ownerId: creatorId, slug, group: details } });
  }
  if (pendingRequests >= MOST_PENDING) return refuse('TOO_MANY_PENDING');
  return accept({ type: 'CreateRequestSubmitted', data: { groupId, requestedById: creatorId, group: details } });
}
