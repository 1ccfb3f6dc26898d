import type { UnreadableEvent } from '@app/event-store';
import { Logger } from '@nestjs/common';
import { Counter } from 'prom-client';

const unreadableEvents = new Counter({
  name: 'groups_unreadable_events_total',
  help: 'Stored events that this process could not read, each counted once. Should stay 0.',
  labelNames: ['reason'],
});
const logger = new Logger('events');

/** Names an unreadable event in one log line, and counts it. */
export function reportUnreadable({ id, type, stream, revision, unreadable: reason }: UnreadableEvent): void {
  logger.error({ event: id, type, stream, revision, reason, msg: 'event cannot be read' });
  unreadableEvents.inc({ reason });
}
