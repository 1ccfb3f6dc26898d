/** The answers of the API, described: what each holds, within which limits, with an example. */
export { BanAnswer } from './ban.answer';
export { AnswersOfMember, AskedQuestion, RuleAnswer, ViolationAnswer } from './entrance.answer';
export { FailureAnswer } from './failure.answer';
export { GroupAnswer, GroupPart } from './group.answer';
export { InvitationAnswer, PersonInvitationAnswer } from './invitation.answer';
export { MemberAnswer, MemberPart, MembershipAnswer, MembershipPart, RoleAnswer } from './member.answer';
export { PageAnswer } from './page.answer';
export { GroupRequestAnswer, GroupRequestPart, JoinGroupRequestAnswer, JoinGroupRequestPart } from './request.answer';
export { SiteMemberAnswer, SiteSettingsAnswer } from './site.answer';
