import { CreateRequestsController } from './create-requests/create-requests.controller';
import { FindCreateRequestsHandler, GetCreateRequestHandler } from './create-requests/create-requests.query';
import { FindGroupsHandler } from './groups/find-groups.query';
import { GetGroupHandler } from './groups/get-group.query';
import { GroupsController } from './groups/groups.controller';
import { JoinRequestsController } from './join-requests/join-requests.controller';
import { FindJoinRequestsHandler } from './join-requests/join-requests.query';
import { MembersController } from './members/members.controller';
import { FindMembersHandler } from './members/members.query';
import { MembershipsController } from './memberships/memberships.controller';
import { FindMembershipsHandler } from './memberships/memberships.query';
import { SiteMemberController } from './site-member/site-member.controller';
import { GetSiteMemberHandler } from './site-member/site-member.query';
import { SiteSettingsController } from './site-settings/site-settings.controller';
import { GetSiteSettingsHandler } from './site-settings/site-settings.query';

/** Every handler of a query. */
export const readHandlers = [
  FindCreateRequestsHandler,
  GetCreateRequestHandler,
  FindGroupsHandler,
  GetGroupHandler,
  FindJoinRequestsHandler,
  FindMembersHandler,
  FindMembershipsHandler,
  GetSiteMemberHandler,
  GetSiteSettingsHandler,
];

/** Every route that reads. */
export const readControllers = [
  CreateRequestsController,
  GroupsController,
  JoinRequestsController,
  MembersController,
  MembershipsController,
  SiteMemberController,
  SiteSettingsController,
];
