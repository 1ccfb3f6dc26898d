import { Decider } from '@app/decider';
import { highWater } from '@app/event-store';
import { Unauthenticated } from '@app/identity';
import type { Caller } from '@app/kernel';
import { ViewProgress } from '@app/projections';
import { ReadModelBehind, ReadStoreUnavailable } from '@app/read-store';
import { Injectable } from '@nestjs/common';
import { personStream } from '../domain/site-member/site-member.state';
import { endedAccountId } from '../views/ended-accounts.projection';
import { Views } from '../views/views';

/** The error for a caller whose account has ended. Its response is the same as for a token that was never valid. */
export const accountEndedError = () => new Unauthenticated('the account has ended');

/** The check of the caller's account, which runs for every request before its content is read. */
@Injectable()
export class EndedAccounts {
  constructor(
    private readonly views: Views,
    private readonly progress: ViewProgress,
    private readonly decider: Decider,
  ) {}

  /**
   * Throws `Unauthenticated` for a person whose account has ended. Reads use the view, which costs one document; writes,
   * which read the person's events anyway, use the events, as do reads while the view is unavailable.
   */
  async throwIfEnded({ siteId, memberId }: Caller, writes: boolean): Promise<void> {
    if (memberId === undefined) return;
    if (await (writes ? this.hasEndedInEvents(siteId, memberId) : this.hasEndedInView(siteId, memberId)))
      throw accountEndedError();
  }

  /** Waits until the view shows what this request has written, so that the next read is refused; at most two seconds. */
  async waitForOwnWrites(): Promise<void> {
    await this.progress.waitForPosition(['endedAccounts'], highWater()).catch((error: unknown) => {
      if (!(error instanceof ReadModelBehind)) throw error;
    });
  }

  private async hasEndedInView(siteId: string, memberId: string): Promise<boolean> {
    try {
      return (await this.views.get('endedAccounts', siteId, endedAccountId(siteId, memberId))) !== null;
    } catch (error) {
      if (!(error instanceof ReadStoreUnavailable)) throw error;
      return this.hasEndedInEvents(siteId, memberId);
    }
  }

  private async hasEndedInEvents(siteId: string, memberId: string): Promise<boolean> {
    return (await this.decider.on({ person: personStream(siteId, memberId) }).load()).person.ended;
  }
}
