import { setTimeout as wait } from 'node:timers/promises';
import { CommandConflict, type CommandContext, Decider, itemMetadata, newCommandMetadata } from '@app/decider';
import { EventUnreadable } from '@app/event-store';
import { type Caller, type Position, system } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { GroupEvent } from '../domain/group/group.events';
import { groupStream } from '../domain/group/group.state';
import type { GroupId } from '../domain/ids';
import { reservationStatus } from '../domain/slug/reservation';
import { reserveSlug } from '../domain/slug/reserve-slug.decision';
import { revokeReservation } from '../domain/slug/revoke-reservation.decision';
import { numberedSlug, secretSlug } from '../domain/slug/slug-of-name';
import { slugStream } from '../domain/slug/slug.state';
import { firstFreeNumber } from './first-free-number';

/** For whom a slug is reserved. `forRevision`: of the group, at which the append begins that will use the slug. */
type Reserver = { readonly groupId: GroupId; readonly forRevision: number; readonly context: CommandContext };

/** Finds and reserves a free slug for a group before the events with the slug are appended. */
@Injectable()
export class SlugReservations {
  /**
   * How long a command waits for another one that has reserved the slug it wants, before it revokes that reservation: some
   * milliseconds before each look. The other command is about to append or has failed, so the first ones are short.
   * Whatever they are, no slug goes to two groups, because revoking makes the other append conflict.
   */
  protected readonly waits: readonly number[] = [2, 5, 10, 20, 40, 80, 160, 320, 640];

  constructor(private readonly decider: Decider) {}

  /** A random slug for a SECRET group. If it is taken, the reservation uses another random one. */
  readonly newSecretSlug = (): string => secretSlug(randomBytes);

  /**
   * The `beforeAppend` of a command: reserves a slug for each event with a new slug, and puts the reserved slug into the
   * event. `revision`: of the group, before the append. Throws when the event store is unavailable, and `CommandConflict`
   * when other writers were always faster.
   */
  reserveBeforeAppend<E extends GroupEvent>(groupId: GroupId, context: CommandContext) {
    return async (events: readonly E[], revision: number): Promise<readonly E[]> => {
      const complete: E[] = [];
      for (const event of events) {
        if (!hasNewSlug(event)) complete.push(event);
        else {
          const slug = await this.reserve(event.data.slug, { groupId, forRevision: revision + 1, context });
          complete.push({ ...event, data: { ...event.data, slug } });
        }
      }
      return complete;
    };
  }

  private reserve(preferred: string, by: Reserver): Promise<string> {
    const isSecret = preferred !== preferred.toLowerCase();
    return isSecret ? this.reserveRandom(preferred, by) : this.reserveNumbered(preferred, by);
  }

  private async reserveRandom(preferred: string, by: Reserver): Promise<string> {
    let slug = preferred;
    while (!(await this.tryReserve(slug, by))) slug = this.newSecretSlug();
    return slug;
  }

  private async reserveNumbered(base: string, by: Reserver): Promise<string> {
    const isTaken = async (n: number) => (await this.find(numberedSlug(base, n), by)).status === 'IN_USE';
    for (let taken = 0; ;) {
      const n = await firstFreeNumber(isTaken, taken);
      const slug = numberedSlug(base, n);
      if (await this.tryReserve(slug, by)) return slug;
      taken = n;
    }
  }

  /**
   * Who holds a slug, since which position, and how. `FREE` also for the group that wants it. What cannot be read counts as in
   * use: a group of the same name has nothing to do with an event that another one cannot be read past.
   */
  private find(slug: string, by: Reserver) {
    return this.findReadable(slug, by).catch((error: unknown) => {
      if (!(error instanceof EventUnreadable)) throw error;
      return { holderId: by.groupId, since: null, status: 'IN_USE' as const };
    });
  }

  private async findReadable(slug: string, { groupId, context: { caller } }: Reserver) {
    const { slug: current } = await this.decider.on({ slug: slugStream(caller.siteId, slug) }).load();
    const since = current.holder?.position ?? null;
    if (!current.holder || current.holder.groupId === groupId)
      return { holderId: groupId, since, status: 'FREE' as const };
    const holderId = current.holder.groupId;
    const { holder } = await this.decider.on({ holder: groupStream(caller.siteId, holderId) }).load();
    return { holderId, since, status: reservationStatus(slug, current.holder, holder) };
  }

  /**
   * Reserves one slug; `false` if another group uses it. While another command may still use its reservation, this waits
   * for it; in the end it revokes the reservation. Each reservation that it meets is waited for anew. Throws
   * `CommandConflict` when a decision on the way ends in `CONFLICT`, which it does after several attempts of its own.
   */
  private async tryReserve(slug: string, by: Reserver): Promise<boolean> {
    const { groupId, forRevision, context } = by;
    for (let waited = 0, latest: Position | null = null; ;) {
      const { holderId, since, status } = await this.find(slug, by);
      if (status === 'IN_USE') return false;
      if (since !== latest) [waited, latest] = [0, since];
      if (status === 'OPEN') {
        if (waited < this.waits.length) await wait(this.waits[waited++]);
        else await this.revoke(slug, holderId, context);
        continue;
      }
      const result = await this.decider
        .on(slugAndHolder(slug, holderId, context.caller))
        .decide('slug', (states) => reserveSlug({ slug, groupId, forRevision, holderId }, states), {
          caller: context.caller,
          metadata: itemMetadata(context.metadata, `${slug}@${forRevision}`),
        });
      if (result.accepted) return true;
      if (result.refusal === 'CONFLICT') throw new CommandConflict('other writers were faster on the slug');
    }
  }

  /** Makes the append conflict for which a slug is reserved. Does not wait for it: the command may have come to a halt. */
  private async revoke(slug: string, holderId: GroupId, { caller, metadata }: CommandContext): Promise<void> {
    const { correlationId, depth } = metadata;
    const result = await this.decider
      .on(slugAndHolder(slug, holderId, caller))
      .decide(
        'holder',
        (states) => revokeReservation({ slug, holderId }, states),
        { caller: system(caller.siteId), metadata: { ...newCommandMetadata(), correlationId, depth } },
        { atOnce: true },
      );
    if (!result.accepted) throw new CommandConflict('other writers were faster on the slug');
  }
}

const slugAndHolder = (slug: string, holderId: GroupId, { siteId }: Caller) => ({
  slug: slugStream(siteId, slug),
  holder: groupStream(siteId, holderId),
});

type EventWithNewSlug = Extract<GroupEvent, { type: 'GroupCreated' | 'GroupRenamed' | 'GroupPrivacyChanged' }> & {
  data: { slug: string };
};
const hasNewSlug = (event: GroupEvent): event is EventWithNewSlug =>
  event.type === 'GroupCreated' ||
  (event.type === 'GroupRenamed' && event.data.formerSlug !== undefined) ||
  (event.type === 'GroupPrivacyChanged' && event.data.slug !== undefined);
