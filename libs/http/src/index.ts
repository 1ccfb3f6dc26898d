export { CursorsOfList, FromCaller, RequestId, ConsistentWith } from './calls/call';
export { CALLER_CHECK, type CallerCheck } from './calls/caller-check';
export { Public, Reads, type RouteKind, Writes } from './calls/routes';
export { ConsistencyTokens } from './consistency/consistency-tokens';
export { EVENT_STORE } from './consistency/event-store.token';
export { createHttpApp, type HttpOptions } from './create-http-app';
export { type ResponseMembers, Responds } from './describing/answers';
export { invalidCursor } from './paging/cursors';
export type { ListCursors, CursorContent } from './paging/list-cursors';
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
export { type DefinedProblems, defineProblems, type ProblemTable } from './problems/problem-kit';
export { RESPONSE_STORE } from './retrying/kept-answers';
export { exitOnFailure } from './or-exit';
export { serve } from './serve';
export { ETag, type ExpectedRevision, IfMatch, type SetETag } from './shape/entity-tags';
export { Nested, NestedList } from './shape/nested';
export { MemberParam, UuidParam, WildcardParam } from './shape/params';
export { MAX_LIMIT, MAX_OFFSET, offsetPagingOf, PageQuery, QueryInteger, QueryList, cursorPagingOf } from './shape/query';
export { codePoints, IsMemberId, MaxCodePoints, MinCodePoints, ReadOnly, Text } from './shape/text';
