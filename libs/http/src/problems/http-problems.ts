import { defineProblems, type ProblemTable } from './define-problems';
import { Problem } from './problem';

/** The problems that any request can have, whatever its route. */
export const httpProblems = {
  UNAUTHENTICATED: [401, 'Sign in: this needs a valid token.'],
  MEMBER_IDENTITY_REQUIRED: [403, 'Only a person can do this, not an app.'],
  NOT_FOUND: [404, 'There is nothing at this path.'],
  METHOD_NOT_ALLOWED: [405, 'This path does not take this method.'],
  REQUEST_TIMEOUT: [408, 'The request did not arrive within a minute.'],
  CONFLICT: [409, 'Somebody else changed the same thing at the same moment. Try again.'],
  IDEMPOTENCY_KEY_REUSED: [409, 'This Idempotency-Key was used for another call within the last 24 hours.'],
  PAYLOAD_TOO_LARGE: [413, 'A request body may hold at most 1 MiB, unless the route allows more.'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'A request body must be application/json in UTF-8, and not compressed.'],
  EXPECTATION_FAILED: [417, 'The only expectation that is met is 100-continue.'],
  RESOURCE_EXHAUSTED: [429, 'Too many requests: try again later.'],
  REQUEST_HEADERS_TOO_LARGE: [431, 'The address and headers of a request may hold at most 64 KiB together.'],
  INTERNAL: [500, 'Something went wrong on our side.'],
  EVENT_STORE_UNAVAILABLE: [503, 'The journal cannot be reached: try again later.'],
  READ_STORE_UNAVAILABLE: [503, 'The views cannot be reached: try again later.'],
  READ_MODEL_BEHIND: [503, 'The views have not caught up with your last write: try again.'],
  IDENTITY_UNAVAILABLE: [503, 'Tokens cannot be verified at the moment: try again later.'],
} as const satisfies ProblemTable;

/** The code of such a problem. */
export type HttpProblem = keyof typeof httpProblems;

/** Creates such a problem, to be thrown. */
export function httpProblem(code: HttpProblem, extras?: ConstructorParameters<typeof Problem>[3]): Problem {
  const [status, sentence] = httpProblems[code];
  return new Problem(status, code, sentence, extras);
}

/** Documents that an operation may respond with these problems. */
export const { ApiProblems: ApiHttpProblems } = defineProblems(httpProblems);
