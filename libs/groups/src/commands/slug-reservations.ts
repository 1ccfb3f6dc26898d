import { type CommandContext, itemMetadata, Decider } from '@app/decider';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { GroupEvent } from '../domain/group/group.events';
import type { GroupId } from '../domain/ids';
import { numbered, secretSlug } from '../domain/slug/slug-of-name';
import { groupStream } from '../domain/group/group.state';
import { slugStream } from '../domain/slug/slug.state';
import { reserveSlug } from '../domain/slug/reserve-slug.decision';

const FIRST_LOOK = 8;
const MOST_LOOKED_AT = 512; // side by side

/** Finds a free slug for a group's events and takes it before they are appended. */
@Injectable()
export class SlugReservations {
  constructor(private readonly decider: Decider) {}

  /** A slug for a group that turns SECRET; tried like any other, and replaced by another one if it is taken. */
  readonly secret = (): string => secretSlug(randomBytes);

  /**
   * To run right before a group's events are appended behind `revision`: the one that brings a new slug gets the first
   * free one of its kind. Throws when the event store is away.
   */
  reserving<E extends GroupEvent>(groupId: GroupId, asked: CommandContext) {
    return async (events: readonly E[], revision: number): Promise<readonly E[]> => {
      const complete: E[] = [];
      for (const event of events) {
        if (!bringsSlug(event)) complete.push(event);
        else {
          const slug = await this.reserve(event.data.slug, groupId, revision + 1, asked);
          complete.push({ ...event, data: { ...event.data, slug } });
        }
      }
      return complete;
    };
  }

  private async reserve(wanted: string, groupId: GroupId, forRevision: number, asked: CommandContext): Promise<string> {
    const isSecret = wanted !== wanted.toLowerCase();
    for (let n = 1, look = 1; ;) {
      const candidates = isSecret
        ? [n === 1 ? wanted : this.secret()]
        : Array.from({ length: look }, (_, i) => numbered(wanted, n + i));
      const free = await this.firstFree(candidates, groupId, asked.caller.siteId);
      if (free === null) n += candidates.length;
      else {
        n += free;
        if (await this.take(candidates[free]!, groupId, forRevision, asked)) return candidates[free]!;
        n += 1;
      }
      look = n === 1 ? 1 : Math.min(Math.max(FIRST_LOOK, look * 2), MOST_LOOKED_AT);
    }
  }

  /** A quick look, many at once; the decision then judges for itself. */
  private async firstFree(candidates: readonly string[], groupId: GroupId, siteId: string): Promise<number | null> {
    const looks = await Promise.all(
      candidates.map(async (slug) => {
        const on = await this.decider.on({ slug: slugStream(siteId, slug) }).load();
        if (!on.slug.holder || on.slug.holder.groupId === groupId) return true;
        const { holder } = await this.decider.on({ holder: groupStream(siteId, on.slug.holder.groupId) }).load();
        return holder.slug !== slug;
      }),
    );
    const index = looks.indexOf(true);
    return index === -1 ? null : index;
  }

  private async take(
    slug: string,
    groupId: GroupId,
    forRevision: number,
    { caller, metadata: metadata }: CommandContext,
  ): Promise<boolean> {
    for (;;) {
      const { slug: now } = await this.decider.on({ slug: slugStream(caller.siteId, slug) }).load();
      const holderId = now.holder?.groupId ?? null;
      const outcome = await this.decider
        .on({ slug: slugStream(caller.siteId, slug), holder: groupStream(caller.siteId, holderId ?? groupId) })
        .decide('slug', (on) => reserveSlug({ slug, groupId, forRevision, holderId, now: new Date() }, on), {
          caller,
          metadata: itemMetadata(metadata, `${slug}@${forRevision}`),
        });
      if (outcome.accepted) return true;
      if (outcome.refusal === 'SLUG_TAKEN' || outcome.refusal === 'CONFLICT') return false;
    }
  }
}

type BringsSlug = Extract<GroupEvent, { data: { slug?: string } }> & { data: { slug: string } };
const bringsSlug = (event: GroupEvent): event is BringsSlug =>
  event.type === 'GroupCreated' ||
  (event.type === 'GroupRenamed' && event.data.formerSlug !== undefined) ||
  (event.type === 'GroupPrivacyChanged' && event.data.slug !== undefined);
