export { ConsistencyTokens } from './consistency/consistency-tokens';
export { EVENT_STORE } from './consistency/signing-keys';
export { createHttpApp, type HttpOptions } from './create-http-app';
export { RESPONSE_STORE } from './idempotency/stored-responses';
export { type CursorContent, invalidCursor, type ListCursors } from './paging/cursors';
export { cursorPagingOf, MAX_LIMIT, MAX_OFFSET, offsetPagingOf, PageQuery } from './paging/page-query';
export { type DefinedProblems, defineProblems, type ProblemTable } from './problems/define-problems';
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
export { CALLER_CHECK, type CallerCheck } from './request/auth.guard';
export { BodyLimit } from './request/body-limit';
export { MemberParam, UuidParam, WildcardParam } from './request/path-params';
export {
  IfPresent,
  IfPresentOrNull,
  IsMemberId,
  Nested,
  NestedList,
  NoControlCharacters,
  QueryInteger,
  QueryList,
  ReadOnly,
  requireUniqueIds,
  Text,
  Uuid,
} from './request/property-decorators';
export { FromCaller, FromReader, type Reader, RequestId } from './request/context-params';
export { Public, Reads, type RouteKind, Writes } from './request/route-kinds';
export { ETag, type ExpectedRevision, IfMatch, type SetETag } from './response/entity-tags';
export { Responds, type ResponseMembers } from './response/responds';
export { READINESS_PROBES, type ReadinessProbe } from './server/health.controller';
export { exitOnFailure, serve } from './server/serve';
