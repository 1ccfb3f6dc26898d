import { type CommandContext, Decider, itemMetadata } from '@app/decider';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { GroupEvent } from '../domain/group/group.events';
import { groupStream } from '../domain/group/group.state';
import type { GroupId } from '../domain/ids';
import { reserveSlug } from '../domain/slug/reserve-slug.decision';
import { numberedSlug, secretSlug } from '../domain/slug/slug-of-name';
import { slugStream } from '../domain/slug/slug.state';

/** How many slugs are checked at once after the first is taken; doubled each time, up to the maximum. */
const MIN_BATCH = 8;
const MAX_BATCH = 512;

/** Finds and reserves a free slug for a group before the events with the slug are appended. */
@Injectable()
export class SlugReservations {
  constructor(private readonly decider: Decider) {}

  /** A random slug for a SECRET group. If it is taken, the reservation uses another random one. */
  readonly newSecretSlug = (): string => secretSlug(randomBytes);

  /**
   * The `beforeAppend` of a command: reserves a slug for each event with a new slug, and puts the reserved slug into the
   * event. `revision`: of the group, before the append. Throws when the event store is unavailable.
   */
  reserveBeforeAppend<E extends GroupEvent>(groupId: GroupId, context: CommandContext) {
    return async (events: readonly E[], revision: number): Promise<readonly E[]> => {
      const complete: E[] = [];
      for (const event of events) {
        if (!hasNewSlug(event)) complete.push(event);
        else {
          const slug = await this.reserve(event.data.slug, groupId, revision + 1, context);
          complete.push({ ...event, data: { ...event.data, slug } });
        }
      }
      return complete;
    };
  }

  private async reserve(
    preferred: string,
    groupId: GroupId,
    forRevision: number,
    context: CommandContext,
  ): Promise<string> {
    const isSecret = preferred !== preferred.toLowerCase();
    for (let n = 1, batch = 1; ;) {
      const candidates = isSecret
        ? [n === 1 ? preferred : this.newSecretSlug()]
        : Array.from({ length: batch }, (_, i) => numberedSlug(preferred, n + i));
      const free = await this.findFree(candidates, groupId, context.caller.siteId);
      if (free === null) n += candidates.length;
      else {
        n += free;
        if (await this.tryReserve(candidates[free]!, groupId, forRevision, context)) return candidates[free]!;
        n += 1;
      }
      batch = n === 1 ? 1 : Math.min(Math.max(MIN_BATCH, batch * 2), MAX_BATCH);
    }
  }

  /** The index of the first slug that looks free, or `null`. Only `tryReserve` decides whether it is. */
  private async findFree(candidates: readonly string[], groupId: GroupId, siteId: string): Promise<number | null> {
    const areFree = await Promise.all(
      candidates.map(async (slug) => {
        const { slug: current } = await this.decider.on({ slug: slugStream(siteId, slug) }).load();
        if (!current.holder || current.holder.groupId === groupId) return true;
        const { holder } = await this.decider.on({ holder: groupStream(siteId, current.holder.groupId) }).load();
        return holder.slug !== slug;
      }),
    );
    const index = areFree.indexOf(true);
    return index === -1 ? null : index;
  }

  /** Reserves one slug; `false` if another group holds it. */
  private async tryReserve(
    slug: string,
    groupId: GroupId,
    forRevision: number,
    { caller, metadata }: CommandContext,
  ): Promise<boolean> {
    for (;;) {
      const { slug: current } = await this.decider.on({ slug: slugStream(caller.siteId, slug) }).load();
      const holderId = current.holder?.groupId ?? null;
      const result = await this.decider
        .on({ slug: slugStream(caller.siteId, slug), holder: groupStream(caller.siteId, holderId ?? groupId) })
        .decide('slug', (states) => reserveSlug({ slug, groupId, forRevision, holderId, now: new Date() }, states), {
          caller,
          metadata: itemMetadata(metadata, `${slug}@${forRevision}`),
        });
      if (result.accepted) return true;
      if (result.refusal === 'SLUG_TAKEN' || result.refusal === 'CONFLICT') return false;
    }
  }
}

type EventWithNewSlug = Extract<GroupEvent, { data: { slug?: string } }> & { data: { slug: string } };
const hasNewSlug = (event: GroupEvent): event is EventWithNewSlug =>
  event.type === 'GroupCreated' ||
  (event.type === 'GroupRenamed' && event.data.formerSlug !== undefined) ||
  (event.type === 'GroupPrivacyChanged' && event.data.slug !== undefined);
