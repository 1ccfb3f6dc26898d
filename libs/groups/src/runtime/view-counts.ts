import { type EventStore, highWater } from '@app/event-store';
import { EVENT_STORE } from '@app/http';
import { ViewProgress } from '@app/projections';
import { ReadModelBehind, ReadStoreUnavailable } from '@app/read-store';
import { Inject, Injectable } from '@nestjs/common';
import type { GroupId } from '../domain/ids';
import { pendingCreateRequestsOf } from '../views/pending-create-requests';
import { openInvitationsTo } from '../views/open-invitations';
import { Views } from '../views/views';

export type GroupCounts = {
  readonly membersCount: number;
  readonly pendingMembersCount: number;
  readonly lastActivityDate?: string;
};

/** The counts that the answers of writes show. They come from the views, which are given a moment to catch up with the write. */
@Injectable()
export class ViewCounts {
  constructor(
    private readonly views: Views,
    private readonly progress: ViewProgress,
    @Inject(EVENT_STORE) private readonly events: EventStore,
  ) {}

  /**
   * What the view shows of a group after what this request has written; a view that is late shows what it has, and one
   * that cannot be read nothing: the write has succeeded all the same.
   */
  async ofGroup(siteId: string, groupId: GroupId): Promise<Partial<GroupCounts>> {
    await this.progress.waitForPosition(['groups'], highWater()).catch(unlessBehind);
    const document = await this.views.get('groups', siteId, groupId).catch((error: unknown) => {
      if (!(error instanceof ReadStoreUnavailable)) throw error;
      return 'UNREADABLE' as const;
    });
    if (document === 'UNREADABLE') return {};
    if (!document) return { membersCount: 0, pendingMembersCount: 0 };
    const { membersCount, pendingMembersCount, lastActivityDate } = document;
    return { membersCount, pendingMembersCount, lastActivityDate };
  }

  /** How many requests to create a group a person has waiting, as of now. */
  async pendingCreateRequests(siteId: string, memberId: string): Promise<number> {
    await this.progress.waitForPosition(['createRequests'], await this.events.lastPosition());
    return this.views.count('createRequests', siteId, pendingCreateRequestsOf(memberId));
  }

  /**
   * How many invitations to a group are open, as of now. People are added all the same while the view is late or cannot
   * be read: then it is how many it shows, or none.
   */
  async openInvitations(siteId: string, groupId: GroupId): Promise<number> {
    try {
      await this.progress.waitForPosition(['memberships'], await this.events.lastPosition()).catch(unlessBehind);
      return await this.views.count('memberships', siteId, openInvitationsTo(groupId));
    } catch (error) {
      if (!(error instanceof ReadStoreUnavailable)) throw error;
      return 0;
    }
  }
}

function unlessBehind(error: unknown): void {
  if (!(error instanceof ReadModelBehind)) throw error;
}
