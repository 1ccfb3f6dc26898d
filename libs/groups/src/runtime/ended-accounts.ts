import { highWater } from '@app/event-store';
import { Unauthenticated } from '@app/identity';
import type { Caller } from '@app/kernel';
import { ViewProgress } from '@app/projections';
import { ReadModelBehind, ReadStoreUnavailable } from '@app/read-store';
import { Injectable } from '@nestjs/common';
import { endedAccountId } from '../views/ended-accounts.projection';
import { Views } from '../views/views';
import { personStream } from '../domain/site-member/site-member.state';
import { Decider } from '@app/decider';

/** What whoever still holds a token of an ended account is told: no more than with a token that was never good. */
export const accountEndedError = () => new Unauthenticated('the account has ended');

/** Whose tokens are good for nothing any more: for the door, which every call passes before anything of it is looked at. */
@Injectable()
export class EndedAccounts {
  constructor(
    private readonly views: Views,
    private readonly progress: ViewProgress,
    private readonly decider: Decider,
  ) {}

  /**
   * Throws `Unauthenticated` for a person whose account has ended. Reads go by the view, and so cost one document more;
   * writes, which need the events anyway, and reads without the view, go by those.
   */
  async throwIfEnded({ siteId, memberId }: Caller, writes: boolean): Promise<void> {
    if (memberId === undefined) return;
    if (await (writes ? this.hasEnded(siteId, memberId) : this.isShownEnded(siteId, memberId))) throw accountEndedError();
  }

  /** Comes back when the door knows what this request has written; after two seconds it comes back all the same. */
  async waitForOwnWrites(): Promise<void> {
    await this.progress.waitForPosition(['endedAccounts'], highWater()).catch((error: unknown) => {
      if (!(error instanceof ReadModelBehind)) throw error;
    });
  }

  private async isShownEnded(siteId: string, memberId: string): Promise<boolean> {
    try {
      return (await this.views.get('endedAccounts', siteId, endedAccountId(siteId, memberId))) !== null;
    } catch (error) {
      if (!(error instanceof ReadStoreUnavailable)) throw error;
      return this.hasEnded(siteId, memberId);
    }
  }

  private async hasEnded(siteId: string, memberId: string): Promise<boolean> {
    return (await this.decider.on({ person: personStream(siteId, memberId) }).load()).person.ended;
  }
}
