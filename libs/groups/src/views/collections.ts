import type { AnyProjection, View } from '@app/projections';
import type { CollectionSpec } from '@app/read-store';
import { type CreateRequestDocument, createRequests } from './create-requests.projection';
import { type EndedAccountDocument, endedAccounts } from './ended-accounts.projection';
import { type GroupDocument, groups } from './groups.projection';
import { type MembershipDocument, memberships } from './memberships.projection';

const collection = (
  { name, version }: { name: string; version: number },
  indexes: readonly string[][],
): CollectionSpec => ({
  name,
  version,
  indexes,
});

/** The collection of each view, with the indexes that its queries need. */
export const collections = {
  groups: collection(groups, [
    ['createdDate'],
    ['privacyStatus', 'createdDate'],
    ['privacyStatus'],
    ['slug'],
    ['name'],
    ['membersCount'],
    ['lastActivityDate'],
    ['updatedDate'],
    ['settings.allowedToApproveJoinRequests'],
  ]),
  createRequests: collection(createRequests, [
    ['createdDate'],
    ['status', 'createdDate'],
    ['requestedById', 'createdDate'],
    ['requestedById', 'status', 'createdDate'],
  ]),
  memberships: collection(memberships, [
    ['groupId', 'status', 'joinedDate'],
    ['groupId', 'joinRequest.createdDate'],
    ['groupId', 'joinRequest.status', 'joinRequest.createdDate'],
    ['memberId', 'status', 'groupId'],
    ['memberId', 'groupId'],
    ['memberId', 'role', 'groupId'],
    ['memberId', 'status', 'joinedDate'],
    ['memberId', 'joinRequest.createdDate'],
    ['joinRequest.createdDate'],
    ['groupId', 'invitation.createdDate'],
    ['memberId', 'invitation.createdDate'],
    ['groupId', 'ban.createdDate'],
    ['groupId', 'answeredDate'],
  ]),
  endedAccounts: collection(endedAccounts, []),
};
/** The name of a view. */
export type ViewName = keyof typeof collections;
/** The type of the documents of each view. */
export type Documents = {
  groups: GroupDocument;
  createRequests: CreateRequestDocument;
  memberships: MembershipDocument;
  endedAccounts: EndedAccountDocument;
};

/** Every view: its projection and its collection. */
export const views: readonly View[] = [
  { projection: groups as unknown as AnyProjection, collection: collections.groups },
  { projection: createRequests as unknown as AnyProjection, collection: collections.createRequests },
  { projection: memberships as unknown as AnyProjection, collection: collections.memberships },
  { projection: endedAccounts as unknown as AnyProjection, collection: collections.endedAccounts },
];
