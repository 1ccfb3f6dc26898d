import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupDetails } from '../../domain/group/group.details';
import type { CreateRequestSubmitted } from '../../domain/group/group.events';
import type { Group } from '../../domain/group/group.state';
import type { GroupId } from '../../domain/ids';
import type { Site } from '../../domain/site/site.state';
import { MAX_PENDING_CREATE_REQUESTS } from '../create-group/create-group.decision';

export type SubmitCreateRequest = {
  groupId: GroupId;
  details: GroupDetails;
  /** The number of other pending requests of the caller. */
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

/** Submits a request to create a group. Refused to callers who can create groups directly, or with too many pending requests. */
export function submitCreateRequest(
  { groupId, details, pendingRequests }: SubmitCreateRequest,
  { group, site }: States,
  caller: Caller,
): Decision<CreateRequestSubmitted, SubmitCreateRequestRefusal> {
  if (caller.memberId === undefined) return refuse('MEMBER_IDENTITY_REQUIRED');
  if (caller.kind === 'SITE_ADMIN') return refuse('CREATE_DIRECTLY');
  if (site.creationPolicy === 'ADMINS_ONLY') return refuse('CREATION_NOT_ALLOWED');
  if (site.creationPolicy === 'ALL_MEMBERS') return refuse('CREATE_DIRECTLY');
  if (group.status !== 'NONE') return accept(); // the command is repeated
  if (pendingRequests >= MAX_PENDING_CREATE_REQUESTS) return refuse('TOO_MANY_PENDING');
  return accept({ type: 'CreateRequestSubmitted', data: { groupId, requestedById: caller.memberId, group: details } });
}
