import type { Decision, Event, Position, Recorded } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { GroupEvent } from '../domain/group/group.events';
import type { GroupId, MemberId } from '../domain/ids';
import type { MembershipEvent } from '../domain/membership/membership.events';

/** Whatever has a limit on its pending items: a person with requests to create groups, a group with open invitations. */
export type LimitKey = string;
/** The key of a person's pending requests to create groups. The item of a request is its group's id. */
export const createRequestsOf = (siteId: string, memberId: MemberId): LimitKey => `requests/${siteId}/${memberId}`;
/** The key of the open invitations to a group. */
export const invitationsTo = (siteId: string, groupId: GroupId): LimitKey => `invitations/${siteId}/${groupId}`;
/** The item of an invitation. */
export const invitationItem = (groupId: GroupId, memberId: MemberId): string => `${groupId}/${memberId}`;

/** Runs a decision with the number of other pending items, and holds a place for the item that it adds. */
export type CountedDecision = <E extends Event, Code extends string>(
  decide: (others: number) => Decision<E, Code>,
) => Decision<E, Code>;

/** What is known of one key. */
type Known = {
  /** The items that the view showed when it had come to `shownAt`. */
  shown: readonly string[];
  shownAt: Position | null;
  /** The items that this process has added since, with the positions of their events. */
  readonly added: Map<string, Position>;
  /** The items of commands that have decided to add them, and are not done. */
  readonly reserved: Set<{ readonly item: string }>;
};

const MAX_KEYS = 10_000;
const MAX_ITEMS = 500_000;
const MAX_ENDED = 100_000;

/**
 * Counts what is pending, so that limits hold exactly for all commands of this process, however many run at once: the items
 * that the view shows, corrected by what this process has appended since and is about to append. What other processes append
 * counts as soon as the view shows it. Without a view it counts what this process did. Memory is bounded: what was not
 * counted for longest is forgotten first, and then known from the view alone.
 */
@Injectable()
export class PendingItems {
  private readonly known = new LRUCache<LimitKey, Known>({
    max: MAX_KEYS,
    maxSize: MAX_ITEMS,
    sizeCalculation: ({ shown, added }) => 1 + shown.length + added.size,
  });
  /** Items that this process has ended, with the positions of those events. */
  private readonly ended = new LRUCache<string, Position>({ max: MAX_ENDED });

  /** The view shows these items, and all events up to `position`, perhaps later ones too. An older state is ignored. */
  show(key: LimitKey, items: readonly string[], position: Position | null): void {
    const known = this.knownOf(key);
    if (known.shownAt !== null && (position === null || position < known.shownAt)) return;
    known.shown = items;
    known.shownAt = position;
    for (const [item, added] of known.added) if (position !== null && added <= position) known.added.delete(item);
    this.keep(key, known);
  }

  /**
   * Runs a command that may add an item. `work` gets a `CountedDecision`, through which its decision has to run. The place
   * that this holds is free again when the command ends: then `record` has its event, or there is none.
   */
  async count<T>(key: LimitKey, item: string, work: (counted: CountedDecision) => Promise<T>): Promise<T> {
    const known = this.knownOf(key);
    const reservation = { item };
    try {
      return await work((decide) => {
        known.reserved.delete(reservation); // the decision may be made again
        const decision = decide(this.othersIn(known, item));
        if (decision.accepted && decision.events.some(({ type }) => adding.has(type))) known.reserved.add(reservation);
        return decision;
      });
    } finally {
      known.reserved.delete(reservation);
    }
  }

  /** Takes notice of what this process has appended. */
  readonly record = (events: readonly Recorded[]): Promise<void> => {
    for (const event of events as readonly Recorded<GroupEvent | MembershipEvent>[]) {
      const { position } = event;
      const { siteId } = event.metadata;
      switch (event.type) {
        case 'CreateRequestSubmitted':
          this.add(createRequestsOf(siteId, event.data.requestedById), event.data.groupId, position);
          break;
        case 'MemberInvited': {
          const { groupId, memberId } = event.data;
          this.add(invitationsTo(siteId, groupId), invitationItem(groupId, memberId), position);
          break;
        }
        case 'CreateRequestApproved':
        case 'CreateRequestRejected':
        case 'CreateRequestCanceled':
          this.ended.set(event.data.groupId, position);
          break;
        case 'MemberJoined':
        case 'InvitationAccepted':
        case 'InvitationDeclined':
        case 'InvitationRevoked':
          this.ended.set(invitationItem(event.data.groupId, event.data.memberId), position);
          break;
        default: // changes nothing that is limited
      }
    }
    return Promise.resolve();
  };

  private add(key: LimitKey, item: string, position: Position): void {
    const known = this.knownOf(key);
    if (known.shownAt !== null && position <= known.shownAt) return;
    known.added.set(item, position);
    this.keep(key, known);
  }

  private othersIn({ shown, shownAt, added, reserved }: Known, item: string): number {
    const isPending = (one: string, since: Position | null) => !(this.ended.get(one)! > (since ?? -1n));
    const pending = new Set(shown.filter((one) => isPending(one, shownAt)));
    for (const [one, position] of added)
      if (isPending(one, position)) pending.add(one);
      else added.delete(one);
    for (const reservation of reserved) pending.add(reservation.item);
    pending.delete(item);
    return pending.size;
  }

  /** Keeps what is known with the size that it has now: the cache takes no size of a value that it has already. */
  private keep(key: LimitKey, known: Known): void {
    this.known.delete(key);
    this.known.set(key, known);
  }

  private knownOf(key: LimitKey): Known {
    const existing = this.known.get(key);
    if (existing) return existing;
    const known: Known = { shown: [], shownAt: null, added: new Map(), reserved: new Set() };
    this.known.set(key, known);
    return known;
  }
}

const adding: ReadonlySet<string> = new Set(['CreateRequestSubmitted', 'MemberInvited']);
