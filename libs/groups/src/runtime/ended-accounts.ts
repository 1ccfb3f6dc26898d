import { Decider } from '@app/decider';
import { EventStoreUnavailable, EventUnreadable } from '@app/event-store';
import { Unauthenticated } from '@app/identity';
import type { Caller, Position, Recorded } from '@app/kernel';
import { ReadStoreUnavailable } from '@app/read-store';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { SiteMemberAccountEnded } from '../domain/site-member/site-member.events';
import { personStream } from '../domain/site-member/site-member.state';
import { endedAccountId } from '../views/ended-accounts.projection';
import { Views } from '../views/views';

/** The error for a caller whose account has ended. Its response is the same as for a token that was never valid. */
export const accountEndedError = () => new Unauthenticated('the account has ended');

const MAX_REMEMBERED = 10_000;

/** The check of the caller's account, which runs for every request before its content is read. */
@Injectable()
export class EndedAccounts {
  /** Accounts that this process has ended, which the view may not show yet. */
  private readonly ended = new LRUCache<string, true>({ max: MAX_REMEMBERED });

  constructor(
    private readonly views: Views,
    private readonly decider: Decider,
  ) {
    decider.onAppended(this.remember);
  }

  /**
   * Throws `Unauthenticated` for a person whose account has ended. Reads use the view, which costs one document, and what
   * this process has ended; writes, which read the person's events anyway, use the events, as do reads while the view is
   * unavailable, or not known to show the position that the read has to show (`consistentWith`).
   */
  async throwIfEnded(
    { siteId, memberId }: Caller,
    writes: boolean,
    consistentWith: Position | null = null,
  ): Promise<void> {
    if (memberId === undefined) return;
    const isBehind = consistentWith !== null && this.views.reached('endedAccounts') < consistentWith;
    const hasEnded = writes
      ? await this.hasEndedInEvents(siteId, memberId)
      : (await this.hasEndedInView(siteId, memberId)) ||
        (isBehind && (await this.isKnownToHaveEnded(siteId, memberId)));
    if (hasEnded) throw accountEndedError();
  }

  private readonly remember = (events: readonly Recorded[]): Promise<void> => {
    for (const { type, data, metadata } of events)
      if (type === 'SiteMemberAccountEnded')
        this.ended.set(endedAccountId(metadata.siteId, (data as SiteMemberAccountEnded['data']).memberId), true);
    return Promise.resolve();
  };

  private async hasEndedInView(siteId: string, memberId: string): Promise<boolean> {
    if (this.ended.has(endedAccountId(siteId, memberId))) return true;
    try {
      return (await this.views.get('endedAccounts', siteId, endedAccountId(siteId, memberId))) !== null;
    } catch (error) {
      if (!(error instanceof ReadStoreUnavailable)) throw error;
      return this.hasEndedInEvents(siteId, memberId);
    }
  }

  /** By the events, if they can be read: a read does not fail for want of the event store. */
  private isKnownToHaveEnded(siteId: string, memberId: string): Promise<boolean> {
    return this.hasEndedInEvents(siteId, memberId).catch((error: unknown) => {
      if (error instanceof EventStoreUnavailable || error instanceof EventUnreadable) return false;
      throw error;
    });
  }

  private async hasEndedInEvents(siteId: string, memberId: string): Promise<boolean> {
    return (await this.decider.on({ person: personStream(siteId, memberId) }).load()).person.ended;
  }
}
