export { CursorsOfList, FromCaller, RequestId, Since } from './calls/call';
export { CALLER_CHECK, type CallerCheck } from './calls/caller-check';
export { Free, Reads, type RouteKind, Writes } from './calls/routes';
export { ConsistencyTokens } from './consistency/consistency-tokens';
export { EVENT_STORE } from './consistency/event-store.token';
export { createHttpApp, type HttpOptions } from './create-http-app';
export { type AnswerMembers, Answers } from './describing/answers';
export { noCursorOfThisList } from './paging/cursors';
export type { ListCursors, Remembered } from './paging/list-cursors';
export { READINESS_PROBES, type ReadinessProbe } from './operations/readiness';
export { ErrorBody, invalidBody, problemBody } from './problems/error-body';
export { type HttpProblem, httpProblem, httpProblems } from './problems/http-problems';
export {
  type FieldViolation,
  invalid,
  InvalidRequest,
  Problem,
  type ViolatedRule,
  violatedRules,
} from './problems/problem';
export { type ProblemKit, problemKit, type ProblemTable } from './problems/problem-kit';
export { ANSWER_STORE } from './retrying/kept-answers';
export { orExit } from './or-exit';
export { serve } from './serve';
export { ETag, type Expected, IfMatch, type TagAnswer } from './shape/entity-tags';
export { Nested, NestedList } from './shape/nested';
export { MemberParam, UuidParam, WildcardParam } from './shape/params';
export { LARGEST_LIMIT, LARGEST_OFFSET, pageOf, PageQuery, QueryInteger, QueryList, walkOf } from './shape/query';
export { codePoints, IsMemberId, MaxCodePoints, MinCodePoints, ReadOnly, Text } from './shape/text';
