import type { FieldTable } from '@app/read-store';
import { allowPolicies, privacyStatuses } from '../group/group.details';

const policy = (name: string) => ({ path: `settings.${name}`, type: 'enum', values: allowPolicies }) as const;
const flag = (name: string) => ({ path: `settings.${name}`, type: 'boolean' }) as const;
const requestStatuses = ['PENDING', 'APPROVED', 'REJECTED', 'CANCELED'] as const;

/** What callers may filter and sort groups by, and where it is in their documents. */
export const groupFields: FieldTable = {
  id: { path: 'id', type: 'id', aliases: ['_id'] },
  slug: { path: 'slug', type: 'text', text: true },
  name: { path: 'name', type: 'text', text: true, sortable: true, aliases: ['title'] },
  teaser: { path: 'teaser', type: 'text', text: true },
  memberTitle: { path: 'memberTitle', type: 'text', text: true },
  privacyStatus: { path: 'privacyStatus', type: 'enum', values: privacyStatuses },
  ownerId: { path: 'ownerId', type: 'id' },
  membersCount: { path: 'membersCount', type: 'number', sortable: true, aliases: ['memberCount'] },
  createdDate: { path: 'createdDate', type: 'date', sortable: true, aliases: ['_createdDate'] },
  updatedDate: { path: 'updatedDate', type: 'date', sortable: true, aliases: ['_updatedDate'] },
  lastActivityDate: { path: 'lastActivityDate', type: 'date', sortable: true, aliases: ['recentActivityDate'] },
  'settings.membersCanInvite': flag('membersCanInvite'),
  'settings.membersCanApprove': flag('membersCanApprove'),
  'settings.welcomeMemberPostEnabled': flag('welcomeMemberPostEnabled'),
  'settings.groupDetailsChangedPostEnabled': flag('groupDetailsChangedPostEnabled'),
  'settings.showMemberList': flag('showMemberList'),
  'settings.aiSpamProtectionEnabled': flag('aiSpamProtectionEnabled'),
  'settings.eventAddedPostEnabled': flag('eventAddedPostEnabled'),
  'settings.allowedToInviteMembers': policy('allowedToInviteMembers'),
  'settings.allowedToApproveJoinRequests': policy('allowedToApproveJoinRequests'),
  'settings.allowedToAddMembers': policy('allowedToAddMembers'),
  'settings.allowedToCreatePosts': policy('allowedToCreatePosts'),
  'settings.allowedToCommentPosts': policy('allowedToCommentPosts'),
};

export const createRequestFields: FieldTable = {
  id: { path: 'id', type: 'id', aliases: ['_id'] },
  status: { path: 'status', type: 'enum', values: requestStatuses },
  createdDate: { path: 'createdDate', type: 'date', sortable: true, aliases: ['_createdDate'] },
};

export const joinRequestFields: FieldTable = {
  status: { path: 'joinRequest.status', type: 'enum', values: requestStatuses },
  siteMemberId: { path: 'memberId', type: 'id', aliases: ['memberId'] },
  groupId: { path: 'groupId', type: 'id' },
  createdDate: { path: 'joinRequest.createdDate', type: 'date', sortable: true, aliases: ['_createdDate'] },
};

export const memberFields: FieldTable = {
  memberId: { path: 'memberId', type: 'id' },
  role: { path: 'role', type: 'enum', values: ['ADMIN', 'MEMBER'], sortable: true, aliases: ['role.value'] },
  joinedDate: { path: 'joinedDate', type: 'date', sortable: true, aliases: ['joinedOn', '_createdDate'] },
};

export const membershipFields: FieldTable = {
  groupId: { path: 'groupId', type: 'id', sortable: true },
  status: { path: 'status', type: 'enum', values: ['JOINED', 'PENDING'] },
  role: { path: 'role', type: 'enum', values: ['ADMIN', 'MEMBER'], aliases: ['role.value'] },
};
