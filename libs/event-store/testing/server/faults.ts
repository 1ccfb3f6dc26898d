import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Proposed } from './log';

type Rivals = (stream: string, events: readonly Proposed[]) => readonly Proposed[];

/** What the server does wrong, on demand. Nothing of it changes what is stored. */
export class Faults {
  /** So many of the next appends are stored and never answered. */
  unanswered = 0;
  /** So many of the next appends find that somebody else has just appended to their stream. */
  rivals = 0;
  /** What those append in front of these events; where it is nothing, they are not tempted. Default: the same, as their own. */
  rivalsOf: Rivals = (_, events) => events.map((event) => ({ ...event, id: randomUUID() }));
  /** A repeated append is not recognised. */
  forgetful = false;
  /** So many of the next questions for what the server can do are answered with an error. */
  confused = 0;
  /** So many milliseconds pass before each message of a read or subscription. */
  slowness = 0;
  private quiet: Promise<void> | null = null;
  private endSilence: () => void = () => {};

  /** From now on nothing is heard and nothing is said, and all connections stay. Gives what ends it. */
  silence(): () => void {
    this.quiet ??= new Promise((resolve) => (this.endSilence = resolve));
    return () => {
      this.quiet = null;
      this.endSilence();
    };
  }

  /** Waits for the end of a silence: before a request is looked at, and before anything is said. */
  async awake(): Promise<void> {
    while (this.quiet) await this.quiet;
  }

  async dawdle(): Promise<void> {
    if (this.slowness > 0) await pause(this.slowness);
  }

  takeUnanswered(): boolean {
    return this.unanswered > 0 && this.unanswered-- > 0;
  }

  takeConfusion(): boolean {
    return this.confused > 0 && this.confused-- > 0;
  }

  /** What a rival appends first; nothing where there is none. */
  takeRival(stream: string, events: readonly Proposed[]): readonly Proposed[] {
    const rivals = this.rivals > 0 ? this.rivalsOf(stream, events) : [];
    if (rivals.length > 0) this.rivals -= 1;
    return rivals;
  }
}
