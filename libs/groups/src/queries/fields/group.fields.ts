import type { FieldTable, ShapeOf } from '@app/read-store';
import { allowPolicies, privacyStatuses } from '../../domain/group/group.details';
import type { PublicDetails } from '../../domain/group/public-details';
import type { groupDocumentResponse } from '../../http/responses/group.response';
import { type ListFields, newestFirst } from './list-fields';

const policy = (name: string) => ({ path: `settings.${name}`, type: 'enum', values: allowPolicies }) as const;
const flag = (name: string) => ({ path: `settings.${name}`, type: 'boolean' }) as const;
const fields: FieldTable = {
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

const point = { x: true, y: true } as const;
/** The fields of a group's details in a response. */
export const details = {
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

/** The groups of a site. */
export const groupList: ListFields = {
  item: 'Group',
  order: newestFirst('createdDate'),
  fields,
  response: {
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
