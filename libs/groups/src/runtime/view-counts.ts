import { afterWrite, Decider } from '@app/decider';
import { type EventStore, highWater } from '@app/event-store';
import { EVENT_STORE } from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { checkpointName, ViewProgress } from '@app/projections';
import { type Filter, ReadModelBehind, type ReadStore, ReadStoreUnavailable } from '@app/read-store';
import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createRequestsOf,
  invitationItem,
  invitationsTo,
  type LimitKey,
  PendingItems,
} from '../commands/pending-items';
import type { GroupId, MemberId } from '../domain/ids';
import { membershipStream } from '../domain/membership/membership.state';
import { mayAddMembers, mayInvite } from '../domain/permissions';
import { groupAndCaller } from '../domain/streams';
import { type Documents, type ViewName, views as allViews } from '../views/collections';
import { openInvitationsTo } from '../views/open-invitations';
import { pendingCreateRequestsOf } from '../views/pending-create-requests';
import { READ_STORE, Views } from '../views/views';

/** The counts of a group. */
export type GroupCounts = {
  readonly membersCount: number;
  readonly pendingMembersCount: number;
  readonly lastActivityDate?: string;
};

/** How long a write lets a read store that does not respond keep it waiting, in ms. Then it goes on without. */
const PATIENCE = 250;

/**
 * What writes take from the views: counts for their responses, and what is pending for limits. A write never waits for a
 * view to catch up, and never fails for want of one.
 */
@Injectable()
export class ViewCounts {
  constructor(
    private readonly views: Views,
    private readonly progress: ViewProgress,
    private readonly pending: PendingItems,
    private readonly decider: Decider,
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(READ_STORE) private readonly store: Pick<ReadStore, 'checkpoint'>,
  ) {}

  /**
   * The counts of a group, if the view shows everything that was written before this call, this request's own writes
   * included; otherwise none.
   */
  async ofGroup(siteId: string, groupId: GroupId): Promise<Partial<GroupCounts>> {
    const written = highWater() ?? (await this.events.lastPosition());
    const document = await ifAvailable(
      this.shows('groups', written).then((shows) => (shows ? this.views.get('groups', siteId, groupId) : null)),
    );
    if (!document) return {};
    const { membersCount, pendingMembersCount, lastActivityDate } = document;
    return { membersCount, pendingMembersCount, lastActivityDate };
  }

  /**
   * The counts of a group that this request has created. Its owner belongs to it, and nobody else could; their membership is
   * in the events.
   */
  async ofNewGroup(siteId: string, groupId: GroupId, ownerId: MemberId): Promise<GroupCounts> {
    const streams = { owner: membershipStream(siteId, groupId, ownerId) };
    const { owner } = await afterWrite(this.decider.on(streams).load());
    const counts = { membersCount: 1, pendingMembersCount: 0 };
    return owner.joined ? { ...counts, lastActivityDate: owner.joined.at } : counts;
  }

  /** The same after a write whose policies the response has waited for: gives the view a moment to show their effects too. */
  async ofGroupAfterPolicies(siteId: string, groupId: GroupId): Promise<Partial<GroupCounts>> {
    await this.progress.waitForPosition(['groups'], highWater(), PATIENCE).catch((error: unknown) => {
      if (!(error instanceof ReadModelBehind)) throw error;
    });
    return this.ofGroup(siteId, groupId);
  }

  /** Lets the limit on a person's pending requests to create groups count those that the view shows. */
  async showCreateRequests(siteId: string, memberId: MemberId): Promise<void> {
    const filter = pendingCreateRequestsOf(memberId);
    await ifAvailable(
      this.show('createRequests', siteId, filter, 'createdDate', createRequestsOf(siteId, memberId), ({ id }) => id),
    );
  }

  /**
   * Lets the limit on open invitations to a group count those that the view shows. Reads none for a caller who will be
   * refused: a hidden group would take longer than a missing one.
   */
  async showInvitations(caller: Caller, groupId: GroupId): Promise<void> {
    const { siteId } = caller;
    const states = await this.decider.on(groupAndCaller(caller, groupId)).load();
    if (!mayInvite(states, caller) && !mayAddMembers(states, caller)) return;
    const filter = openInvitationsTo(groupId);
    const itemOf = ({ memberId }: { memberId: MemberId }) => invitationItem(groupId, memberId);
    await ifAvailable(
      this.show('memberships', siteId, filter, 'invitation.createdDate', invitationsTo(siteId, groupId), itemOf),
    );
  }

  private async show<Name extends ViewName>(
    name: Name,
    siteId: string,
    filter: Filter,
    sortField: string,
    key: LimitKey,
    itemOf: (document: Documents[Name]) => string,
  ): Promise<void> {
    const position = this.progress.positionOf(name); // before the items are read, so that they are of this state or a later one
    const items: string[] = [];
    for await (const documents of this.views.all(name, siteId, filter, { sort: [{ field: sortField, order: 'ASC' }] }))
      items.push(...documents.map(itemOf));
    this.pending.show(key, items, position);
  }

  /** Whether a view shows everything up to `position`: as this process knows, or else by its checkpoint. */
  private async shows(name: ViewName, position: Position | null): Promise<boolean> {
    if (position === null) return true;
    const known = this.progress.positionOf(name);
    if (known !== null && known >= position) return true;
    const [saved, storeId] = await Promise.all([this.store.checkpoint(checkpointNames[name]), this.events.identity()]);
    return saved?.storeId === storeId && saved.position !== null && saved.position >= position;
  }
}

const checkpointNames = Object.fromEntries(
  allViews.map((view) => [view.projection.name, checkpointName(view)]),
) as Record<ViewName, string>;

/** What a read of the views gives; `null` if the read store is unavailable, or takes too long to respond. */
async function ifAvailable<T>(read: Promise<T>): Promise<T | null> {
  const patience = new AbortController();
  const tooLong = sleep(PATIENCE, null, { signal: patience.signal }).catch(() => null);
  const result = read.catch((error: unknown) => {
    if (!(error instanceof ReadStoreUnavailable)) throw error;
    return null;
  });
  try {
    return await Promise.race([result, tooLong]);
  } finally {
    patience.abort();
    result.catch(() => undefined); // it may fail later, when nobody waits for it any more
  }
}
