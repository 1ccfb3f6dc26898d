/** The answers of the API, described: what each holds, within which limits, with an example. */
export { BanResponse as BanAnswer } from './ban.response';
export {
  MemberAnswersResponse as AnswersOfMember,
  MembershipQuestionResponse as AskedQuestion,
  RuleResponse as RuleAnswer,
  ViolationResponse as ViolationAnswer,
} from './entrance.response';
export { FailureResponse as FailureAnswer } from './failure.response';
export { GroupResponse as GroupAnswer, GroupPart } from './group.response';
export {
  InvitationResponse as InvitationAnswer,
  PersonInvitationResponse as PersonInvitationAnswer,
} from './invitation.response';
export {
  MemberResponse as MemberAnswer,
  MemberPart,
  MembershipResponse as MembershipAnswer,
  MembershipPart,
  RoleResponse as RoleAnswer,
} from './member.response';
export { PageResponse as PageAnswer } from './page.response';
export {
  GroupRequestResponse as GroupRequestAnswer,
  GroupRequestPart,
  JoinGroupRequestResponse as JoinGroupRequestAnswer,
  JoinGroupRequestPart,
} from './request.response';
export { SiteMemberResponse as SiteMemberAnswer, SiteSettingsResponse as SiteSettingsAnswer } from './site.response';
