import type { ResponseShape, FieldTable, ShapeOf } from '@app/read-store';
import { groupRequestDocumentResponse } from '../../http/responses/group-request.response';
import { groupDocumentResponse } from '../../http/responses/group.response';
import { joinRequestDocumentResponse } from '../../http/responses/join-request.response';
import { memberDocumentResponse } from '../../http/responses/member.response';
import { membershipDocumentResponse } from '../../http/responses/membership.response';
import { allowPolicies, privacyStatuses } from '../../domain/group/group.details';
import type { PublicDetails } from '../../domain/group/public-details';

/** What callers may ask of one kind of things. */
export type Queryable = {
  /** What they may filter and sort by, and where it is in the documents. */
  readonly fields: FieldTable;
  /** What an answer can hold, to choose from. */
  readonly answer: ResponseShape;
  /** What an answer holds whatever was chosen. */
  readonly keys: readonly string[];
};

const policy = (name: string) => ({ path: `settings.${name}`, type: 'enum', values: allowPolicies }) as const;
const flag = (name: string) => ({ path: `settings.${name}`, type: 'boolean' }) as const;
const requestStatuses = ['PENDING', 'APPROVED', 'REJECTED', 'CANCELED'] as const;

const groupFields: FieldTable = {
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

const createRequestFields: FieldTable = {
  id: { path: 'id', type: 'id', aliases: ['_id'] },
  status: { path: 'status', type: 'enum', values: requestStatuses },
  createdDate: { path: 'createdDate', type: 'date', sortable: true, aliases: ['_createdDate'] },
};

const joinRequestFields: FieldTable = {
  status: { path: 'joinRequest.status', type: 'enum', values: requestStatuses },
  siteMemberId: { path: 'memberId', type: 'id', aliases: ['memberId'] },
  groupId: { path: 'groupId', type: 'id' },
  createdDate: { path: 'joinRequest.createdDate', type: 'date', sortable: true, aliases: ['_createdDate'] },
};

const memberFields: FieldTable = {
  memberId: { path: 'memberId', type: 'id' },
  role: { path: 'role', type: 'enum', values: ['ADMIN', 'MEMBER'], sortable: true, aliases: ['role.value'] },
  joinedDate: { path: 'joinedDate', type: 'date', sortable: true, aliases: ['joinedOn', '_createdDate'] },
};

const membershipFields: FieldTable = {
  groupId: { path: 'groupId', type: 'id', sortable: true },
  status: { path: 'status', type: 'enum', values: ['JOINED', 'PENDING'] },
  role: { path: 'role', type: 'enum', values: ['ADMIN', 'MEMBER'], aliases: ['role.value'] },
};

const point = { x: true, y: true } as const;
const details = {
  name: true,
  description: true,
  teaser: true,
  memberTitle: true,
  privacyStatus: true,
  coverImage: {
    image: { mediaId: true, width: true, height: true, preset: true },
    position: point,
    mobilePosition: point,
    altText: true,
  },
  settings: {
    membersCanInvite: true,
    membersCanApprove: true,
    allowedToInviteMembers: true,
    allowedToApproveJoinRequests: true,
    allowedToAddMembers: true,
    allowedToCreatePosts: true,
    allowedToCommentPosts: true,
    welcomeMemberPostEnabled: true,
    groupDetailsChangedPostEnabled: true,
    showMemberList: true,
    aiSpamProtectionEnabled: true,
    eventAddedPostEnabled: true,
    onboardingStepsSettings: true,
  },
} as const satisfies ShapeOf<PublicDetails>;

export const groupsQueried: Queryable = {
  fields: groupFields,
  answer: {
    ...details,
    id: true,
    slug: true,
    ownerId: true,
    membersCount: true,
    pendingMembersCount: true,
    createdDate: true,
    updatedDate: true,
    lastActivityDate: true,
  } satisfies ShapeOf<ReturnType<typeof groupDocumentResponse>>,
  keys: ['id'],
};

export const createRequestsQueried: Queryable = {
  fields: createRequestFields,
  answer: {
    id: true,
    group: { id: true, ...details },
    status: true,
    createdDate: true,
    requestDetails: { rejectionReason: true },
  } satisfies ShapeOf<ReturnType<typeof groupRequestDocumentResponse>>,
  keys: ['id'],
};

export const joinRequestsQueried: Queryable = {
  fields: joinRequestFields,
  answer: {
    siteMemberId: true,
    groupId: true,
    status: true,
    createdDate: true,
    message: true,
    requestDetails: { rejectionReason: true },
  } satisfies ShapeOf<ReturnType<typeof joinRequestDocumentResponse>>,
  keys: ['siteMemberId', 'groupId'],
};

export const membersQueried: Queryable = {
  fields: memberFields,
  answer: { memberId: true, role: { value: true }, joinedDate: true } satisfies ShapeOf<
    ReturnType<typeof memberDocumentResponse>
  >,
  keys: ['memberId'],
};

export const membershipsQueried: Queryable = {
  fields: membershipFields,
  answer: { groupId: true, status: true, role: { value: true } } satisfies ShapeOf<
    ReturnType<typeof membershipDocumentResponse>
  >,
  keys: ['groupId'],
};
