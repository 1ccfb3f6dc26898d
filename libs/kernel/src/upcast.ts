import type { Event } from './event';

/**
 * Turns an event as it was stored once into the same event as it is written today; pure. One event becomes one event. It
 * may leave the type as it is, for a shape that changed under its name, or give another one. Gives back its argument when
 * that is today's shape already.
 */
export type Upcast = (stored: Event) => Event;

/** The upcasts of one kind of stream, by the type that is stored. */
export type Upcasts = Readonly<Record<string, Upcast>>;

/** What the streams with this prefix hold: the types of today, and how events of former ones are read. */
export type StoredEvents = {
  readonly prefix: string;
  readonly types: readonly string[];
  readonly upcasts?: Upcasts;
};

/**
 * The event as it is written today. A type that an upcast gives is upcast again, so each change of a shape needs only the
 * step from the shape before it.
 */
export function upcast(upcasts: Upcasts, stored: Event): Event {
  let event = stored;
  for (const used = new Set<string>(); Object.hasOwn(upcasts, event.type) && !used.has(event.type);) {
    used.add(event.type);
    event = upcasts[event.type]!(event);
  }
  return event;
}
