export const privacyStatuses = ['PUBLIC', 'PRIVATE', 'SECRET'] as const;
export type PrivacyStatus = (typeof privacyStatuses)[number];

export const allowPolicies = ['OWNER_AND_ADMINS', 'OWNER', 'ALL_MEMBERS'] as const;
/** Who may do something in a group. */
export type AllowPolicy = (typeof allowPolicies)[number];

/** A coordinate. JSON has no NaN and no infinities, so they are written as text. */
export type Coordinate = number | 'NaN' | 'Infinity' | '-Infinity';
export type Point = { x?: Coordinate; y?: Coordinate };
export type CoverImage = {
  image?: { mediaId?: string; width?: number; height?: number; preset?: boolean };
  position?: Point;
  mobilePosition?: Point;
  altText?: string;
};

export type OnboardingStep = { stepKey: string; visible: boolean };

/** The settings as they are stored. The API also shows two of the policies as booleans. */
export type GroupSettings = {
  allowedToInviteMembers: AllowPolicy;
  allowedToApproveJoinRequests: AllowPolicy;
  allowedToAddMembers: AllowPolicy;
  allowedToCreatePosts: AllowPolicy;
  allowedToCommentPosts: AllowPolicy;
  welcomeMemberPostEnabled: boolean;
  groupDetailsChangedPostEnabled: boolean;
  showMemberList: boolean;
  aiSpamProtectionEnabled: boolean;
  eventAddedPostEnabled?: boolean;
  onboardingStepsSettings?: readonly OnboardingStep[];
};

/** The editable fields of a group, without anything counted or derived. */
export type GroupDetails = {
  name: string;
  description?: string;
  /** How the description is written; absent: plain text. */
  descriptionType?: 'DRAFTJS' | 'RICH_CONTENT';
  teaser?: string;
  memberTitle?: string;
  privacyStatus: PrivacyStatus;
  coverImage?: CoverImage;
  settings: GroupSettings;
};

/** The settings of a group that is created without any. */
export const defaultSettings: GroupSettings = {
  allowedToInviteMembers: 'OWNER_AND_ADMINS',
  allowedToApproveJoinRequests: 'OWNER_AND_ADMINS',
  allowedToAddMembers: 'OWNER_AND_ADMINS',
  allowedToCreatePosts: 'ALL_MEMBERS',
  allowedToCommentPosts: 'ALL_MEMBERS',
  welcomeMemberPostEnabled: true,
  groupDetailsChangedPostEnabled: true,
  showMemberList: true,
  aiSpamProtectionEnabled: true,
};
