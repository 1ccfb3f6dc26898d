import { accept, type Caller, type Decision, refuse, runsTheSite } from '@app/kernel';
import type { DecisionSettings } from '../../domain/decision-settings';
import type { GroupDetails } from '../../domain/group/group.details';
import type { CreateRequestSubmitted, GroupCreated } from '../../domain/group/group.events';
import type { Group } from '../../domain/group/group.state';
import type { GroupId, MemberId } from '../../domain/ids';
import { isKnown } from '../../domain/permissions';
import type { SiteMember } from '../../domain/site-member/site-member.state';
import type { Site } from '../../domain/site/site.state';
import { preferredSlug } from '../../domain/slug/slug-of-name';

export type CreateGroup = {
  groupId: GroupId;
  details: GroupDetails;
  /** The owner of the new group. Only site admins and apps may name somebody other than themselves. */
  creatorId: MemberId;
  /** The slug if the group is SECRET. */
  secretSlug: string;
  /** The number of other pending requests of the creator. */
  pendingRequests: number;
};
export const createGroupRefusals = [
  'PERMISSION_DENIED',
  'CREATION_NOT_ALLOWED',
  'SITE_MEMBER_NOT_FOUND',
  'TOO_MANY_PENDING',
] as const;
export type CreateGroupRefusal = (typeof createGroupRefusals)[number];
/** How many pending requests to create a group a person may have. */
export const MAX_PENDING_CREATE_REQUESTS = 50;
type States = { group: Group; site: Site; creator: SiteMember };

/**
 * Creates a group, or submits a request for it where the site's creation policy requires approval. Refused where the policy
 * does not allow the caller to create groups, or with too many pending requests.
 */
export function createGroup(
  { groupId, details, creatorId, secretSlug, pendingRequests }: CreateGroup,
  { group, site, creator }: States,
  caller: Caller,
  { unknownSiteMembers }: DecisionSettings,
): Decision<GroupCreated | CreateRequestSubmitted, CreateGroupRefusal> {
  const mayAlwaysCreate = runsTheSite(caller);
  if (!mayAlwaysCreate && creatorId !== caller.memberId) return refuse('PERMISSION_DENIED');
  if (!mayAlwaysCreate && site.creationPolicy === 'ADMINS_ONLY') return refuse('CREATION_NOT_ALLOWED');
  if (!isKnown(creator, unknownSiteMembers)) return refuse('SITE_MEMBER_NOT_FOUND');
  if (group.status !== 'NONE') return accept(); // the command is repeated
  if (mayAlwaysCreate || site.creationPolicy === 'ALL_MEMBERS') {
    const slug = preferredSlug(details, secretSlug);
    return accept({ type: 'GroupCreated', data: { groupId, ownerId: creatorId, slug, group: details } });
  }
  if (pendingRequests >= MAX_PENDING_CREATE_REQUESTS) return refuse('TOO_MANY_PENDING');
  return accept({ type: 'CreateRequestSubmitted', data: { groupId, requestedById: creatorId, group: details } });
}
