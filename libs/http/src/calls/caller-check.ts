import type { Caller } from '@app/kernel';
import type { RouteKind } from './routes';

/**
 * Looks at a caller whose token is good, on a route of this kind; rejects with `Unauthenticated` when it is nobody's any
 * more. Whatever else it rejects with is the answer too.
 */
export type CallerCheck = (caller: Caller, route: RouteKind) => Promise<void>;

/** Injects the `CallerCheck` of the application, where it has one. */
export const CALLER_CHECK = Symbol('CALLER_CHECK');
