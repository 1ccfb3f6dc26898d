/** Injects the `EventStore` of the process. */
export const EVENT_STORE = Symbol('EVENT_STORE');
