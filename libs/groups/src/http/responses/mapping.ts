import type { ContentType } from '../../domain/group/description';
import type { Group } from '../../domain/group/group.state';
import { publicDetails } from '../../domain/group/public-details';
import type { GroupId, MemberId } from '../../domain/ids';
import type { Membership, RequestStatus } from '../../domain/membership/membership.state';
import type { CreateRequestDocument } from '../../views/create-requests.projection';
import type { GroupDocument } from '../../views/groups.projection';
import type { MembershipDocument } from '../../views/memberships.projection';
import type { SiteMember } from '../../domain/site-member/site-member.state';

type Counts = { readonly membersCount?: number; readonly pendingMembersCount?: number };

/** A group as the API shows it, from its events; the counts come from the view. */
export function groupResponse(
  groupId: GroupId,
  group: Group,
  slug: string | null,
  counts: Counts,
  lastActivityDate?: string,
  contentType?: ContentType,
) {
  const { details, ownerId, createdDate, updatedDate } = group;
  return {
    id: groupId,
    ...(slug !== null && { slug }),
    ...publicDetails(details!, contentType),
    ...counts,
    ...(ownerId !== null && { ownerId }),
    ...(createdDate !== null && { createdDate }),
    ...(updatedDate !== null && { updatedDate, lastActivityDate: later(lastActivityDate, updatedDate) }),
  };
}

const later = (one: string | undefined, other: string): string => (one !== undefined && one > other ? one : other);

/** A group as the API shows it, from its view. Who waits is shown only to those who may let them in. */
export function groupDocumentResponse(
  { details, revision: _revision, pendingMembersCount, ...group }: GroupDocument,
  mayDecide: boolean,
  contentType?: ContentType,
) {
  const { siteId: _site, ...shown } = group as typeof group & { siteId?: string };
  return { ...shown, ...publicDetails(details, contentType), ...(mayDecide && { pendingMembersCount }) };
}

/** A request to create a group, from its events. */
export function groupRequestResponse(groupId: GroupId, group: Group, contentType?: ContentType) {
  const { details, status, requestedDate, rejectionReason } = group;
  const isOpen = status === 'PENDING' || status === 'REJECTED' || status === 'CANCELED';
  return {
    id: groupId,
    group: { id: groupId, ...publicDetails(details!, contentType) },
    status: isOpen ? status : ('APPROVED' as const),
    createdDate: requestedDate!,
    requestDetails: rejectionReason === undefined ? {} : { rejectionReason },
  };
}

/** A request to create a group, from its view. */
export const groupRequestDocumentResponse = ({
  id,
  group,
  status,
  createdDate,
  rejectionReason,
}: CreateRequestDocument) => ({
  id,
  group: { id, ...group },
  status,
  createdDate,
  requestDetails: rejectionReason === undefined ? {} : { rejectionReason },
});

type Request = { status: RequestStatus; createdDate: string; message?: string; rejectionReason?: string };
const joinGroupRequest = (groupId: GroupId, siteMemberId: MemberId, { rejectionReason, ...request }: Request) => ({
  siteMemberId,
  groupId,
  status: request.status,
  createdDate: request.createdDate,
  ...(request.message !== undefined && { message: request.message }),
  requestDetails: rejectionReason === undefined ? {} : { rejectionReason },
});

/** A person's latest request to join a group, from its events. Its message is for the author and for who may decide. */
export function joinRequestResponse(groupId: GroupId, memberId: MemberId, { request }: Membership) {
  const { askedAt, ...rest } = request!;
  return joinGroupRequest(groupId, memberId, { ...rest, createdDate: askedAt });
}

/** The same from the view. */
export const joinRequestDocumentResponse = ({ groupId, memberId, joinRequest }: MembershipDocument) =>
  joinGroupRequest(groupId, memberId, joinRequest!);

type Invitation = { readonly invitedById?: MemberId };
const invitation = (groupId: GroupId, memberId: MemberId, { invitedById }: Invitation, createdDate: string) => ({
  groupId,
  memberId,
  ...(invitedById !== undefined && { invitedById }),
  createdDate,
});

/** The open invitation of a person to a group, from events. */
export const invitationResponse = (groupId: GroupId, memberId: MemberId, { invitation: open }: Membership) =>
  invitation(groupId, memberId, open!, open!.invitedAt);

/** The same from the view. */
export const invitationDocumentResponse = ({ groupId, memberId, invitation: open }: MembershipDocument) =>
  invitation(groupId, memberId, open!, open!.createdDate);

/** What the invited are shown of a group beside their invitation to it. */
export const invitingGroupResponse = ({ id, name, slug, privacyStatus }: GroupDocument) => ({
  id,
  name,
  slug,
  privacyStatus,
});

/** A member of a group, from events. */
export const memberResponse = (memberId: MemberId, { joined }: Membership, role: 'ADMIN' | 'MEMBER') => ({
  memberId,
  role: { value: role },
  joinedDate: joined!.at,
});

/** The same from the view. */
export const memberDocumentResponse = ({ memberId, role, joinedDate }: MembershipDocument) => ({
  memberId,
  role: { value: role! },
  joinedDate: joinedDate!,
});

/** What somebody answered to the questions of a group, without what was asked. */
export const memberAnswersResponse = ({ memberId, answers = [] }: MembershipDocument) => ({
  memberId,
  answers: answers.map(({ id, text }) => ({ id, text })),
});

/** A person in a group, as that person's list shows it: a role only for who belongs. */
export const membershipDocumentResponse = ({ groupId, status, role }: MembershipDocument) => ({
  groupId,
  status: status!,
  ...(role && { role: { value: role } }),
});

/** A person of the directory. */
export const siteMemberResponse = (memberId: MemberId, { registered }: SiteMember) => ({ memberId, ...registered! });

type Ban = NonNullable<Membership['ban']>;
/** A ban, from events. Its reason is not for the person who is banned: `mayKnowWhy`. */
export const banResponse = (memberId: MemberId, { bannedAt, bannedById, reason }: Ban, mayKnowWhy: boolean) => ({
  memberId,
  ...(mayKnowWhy && reason !== undefined && { reason }),
  ...(bannedById !== undefined && { bannedById }),
  createdDate: bannedAt,
});

/** The same from the view. */
export const banDocumentResponse = ({ memberId, ban }: MembershipDocument, mayKnowWhy: boolean) => {
  const { createdDate: bannedAt, ...words } = ban!;
  return banResponse(memberId, { bannedAt, ...words }, mayKnowWhy);
};
