import { type EventStore, highWater } from '@app/event-store';
import { EVENT_STORE } from '@app/http';
import { ViewProgress } from '@app/projections';
import { ReadModelBehind, ReadStoreUnavailable } from '@app/read-store';
import { Inject, Injectable } from '@nestjs/common';
import type { GroupId } from '../domain/ids';
import { openInvitationsTo } from '../views/open-invitations';
import { pendingCreateRequestsOf } from '../views/pending-create-requests';
import { Views } from '../views/views';

/** The counts of a group. */
export type GroupCounts = {
  readonly membersCount: number;
  readonly pendingMembersCount: number;
  readonly lastActivityDate?: string;
};

/** Counts from the views, for the responses and decisions of commands. Waits up to two seconds for the views to catch up. */
@Injectable()
export class ViewCounts {
  constructor(
    private readonly views: Views,
    private readonly progress: ViewProgress,
    @Inject(EVENT_STORE) private readonly events: EventStore,
  ) {}

  /**
   * The counts of a group after the writes of this request. From a lagging view they may be old, and without the read
   * store there are none: the write has succeeded, so the response must not fail.
   */
  async ofGroup(siteId: string, groupId: GroupId): Promise<Partial<GroupCounts>> {
    await this.progress.waitForPosition(['groups'], highWater()).catch(ignoreLag);
    const document = await this.views.get('groups', siteId, groupId).catch((error: unknown) => {
      if (!(error instanceof ReadStoreUnavailable)) throw error;
      return 'UNAVAILABLE' as const;
    });
    if (document === 'UNAVAILABLE') return {};
    if (!document) return { membersCount: 0, pendingMembersCount: 0 };
    const { membersCount, pendingMembersCount, lastActivityDate } = document;
    return { membersCount, pendingMembersCount, lastActivityDate };
  }

  /** The number of pending requests of a person to create groups. Throws `ReadModelBehind` and `ReadStoreUnavailable`. */
  async pendingCreateRequests(siteId: string, memberId: string): Promise<number> {
    await this.progress.waitForPosition(['createRequests'], await this.events.lastPosition());
    return this.views.count('createRequests', siteId, pendingCreateRequestsOf(memberId));
  }

  /**
   * The number of open invitations to a group. People can be added while the view lags or cannot be read: then the number
   * may be old, or is 0.
   */
  async openInvitations(siteId: string, groupId: GroupId): Promise<number> {
    try {
      await this.progress.waitForPosition(['memberships'], await this.events.lastPosition()).catch(ignoreLag);
      return await this.views.count('memberships', siteId, openInvitationsTo(groupId));
    } catch (error) {
      if (!(error instanceof ReadStoreUnavailable)) throw error;
      return 0;
    }
  }
}

function ignoreLag(error: unknown): void {
  if (!(error instanceof ReadModelBehind)) throw error;
}
