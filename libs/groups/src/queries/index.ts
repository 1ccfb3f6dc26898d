import { BansController } from './bans/bans.controller';
import { FindBansHandler } from './bans/bans.query';
import { AllJoinRequestsController } from './all-join-requests/all-join-requests.controller';
import { FindAllJoinRequestsHandler } from './all-join-requests/all-join-requests.query';
import { CreateRequestsController } from './create-requests/create-requests.controller';
import { FindCreateRequestsHandler, GetCreateRequestHandler } from './create-requests/create-requests.query';
import { FindGroupsHandler } from './groups/find-groups.query';
import { GetGroupHandler } from './groups/get-group.query';
import { GroupsController } from './groups/groups.controller';
import { FindGroupInvitationsHandler } from './invitations/group-invitations.query';
import { InvitationsController } from './invitations/invitations.controller';
import { FindPersonInvitationsHandler } from './invitations/person-invitations.query';
import { JoinRequirementsController } from './join-requirements/join-requirements.controller';
import { GetJoinRequirementsHandler } from './join-requirements/join-requirements.query';
import { JoinRequestsController } from './join-requests/join-requests.controller';
import { FindJoinRequestsHandler } from './join-requests/join-requests.query';
import { JoinedGroupsController } from './joined-groups/joined-groups.controller';
import { FindJoinedGroupsHandler } from './joined-groups/joined-groups.query';
import { MembersController } from './members/members.controller';
import { FindMembersHandler } from './members/members.query';
import { MembershipAnswersController } from './membership-answers/membership-answers.controller';
import { FindMembershipAnswersHandler } from './membership-answers/membership-answers.query';
import { MembershipQuestionsController } from './membership-questions/membership-questions.controller';
import { GetMembershipQuestionsHandler } from './membership-questions/membership-questions.query';
import { MembershipsController } from './memberships/memberships.controller';
import { FindMembershipsHandler } from './memberships/memberships.query';
import { PersonsJoinRequestsController } from './persons-join-requests/persons-join-requests.controller';
import { FindPersonsJoinRequestsHandler } from './persons-join-requests/persons-join-requests.query';
import { RulesController } from './rules/rules.controller';
import { GetRulesHandler } from './rules/rules.query';
import { SiteMemberController } from './site-member/site-member.controller';
import { GetSiteMemberHandler } from './site-member/site-member.query';
import { SiteSettingsController } from './site-settings/site-settings.controller';
import { GetSiteSettingsHandler } from './site-settings/site-settings.query';

/** Every handler of a query. */
export const readHandlers = [
  FindAllJoinRequestsHandler,
  FindJoinedGroupsHandler,
  FindPersonsJoinRequestsHandler,
  FindBansHandler,
  FindCreateRequestsHandler,
  GetCreateRequestHandler,
  FindGroupsHandler,
  GetGroupHandler,
  FindGroupInvitationsHandler,
  FindPersonInvitationsHandler,
  FindJoinRequestsHandler,
  GetJoinRequirementsHandler,
  FindMembershipAnswersHandler,
  GetMembershipQuestionsHandler,
  FindMembersHandler,
  FindMembershipsHandler,
  GetRulesHandler,
  GetSiteMemberHandler,
  GetSiteSettingsHandler,
];

/** Every route that reads. */
export const readControllers = [
  AllJoinRequestsController,
  JoinedGroupsController,
  PersonsJoinRequestsController,
  BansController,
  CreateRequestsController,
  GroupsController,
  InvitationsController,
  JoinRequestsController,
  JoinRequirementsController,
  MembershipAnswersController,
  MembershipQuestionsController,
  MembersController,
  MembershipsController,
  RulesController,
  SiteMemberController,
  SiteSettingsController,
];
