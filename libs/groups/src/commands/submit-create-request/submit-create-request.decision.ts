import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupDetails } from '../../domain/group/group.details';
import type { CreateRequestSubmitted } from '../../domain/group/group.events';
import type { Group } from '../../domain/group/group.state';
import type { GroupId } from '../../domain/ids';
import type { Site } from '../../domain/site/site.state';
import { MOST_PENDING } from '../create-group/create-group.decision';

export type SubmitCreateRequest = {
  groupId: GroupId;
  details: GroupDetails;
  /** Requests of the caller that wait already. A limit against abuse, so a count from the view is good enough. */
  pendingRequests: number;
};
export const submitCreateRequestRefusals = [
  'MEMBER_IDENTITY_REQUIRED',
  'CREATION_NOT_ALLOWED',
  'CREATE_DIRECTLY',
  'TOO_MANY_PENDING',
] as const;
export type SubmitCreateRequestRefusal = (typeof submitCreateRequestRefusals)[number];
type States = { group: Group; site: Site };

/** Asks a site admin for a group. Whoever can create one does not ask. */
export function submitCreateRequest(
  { groupId, details, pendingRequests }: SubmitCreateRequest,
  { group, site }: States,
  caller: Caller,
): Decision<CreateRequestSubmitted, SubmitCreateRequestRefusal> {
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  if (caller.kind === 'SITE_ADMIN') return refuse('CREATE_DIRECTLY');
  if (site.creationPolicy === 'ADMINS_ONLY') return refuse('CREATION_NOT_ALLOWED');
  if (site.creationPolicy === 'ALL_MEMBERS') return refuse('CREATE_DIRECTLY');
  if (group.status !== 'NONE') return accept(); // the same command again
  if (pendingRequests >= MOST_PENDING) return refuse('TOO_MANY_PENDING');
  return accept({ type: 'CreateRequestSubmitted', data: { groupId, requestedById: caller.memberId, group: details } });
}
