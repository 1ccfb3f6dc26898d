import { type CollectionSpec, InMemoryReadStore } from '@app/read-store';

/** Delays writes between `hold` and `release`: views stay behind for as long as a test wants. */
export class HeldReadStore extends InMemoryReadStore {
  private held: Promise<void> | undefined;
  private heldView: string | undefined;
  private resolveHeld = () => {};
  /** How often a sweep has begun while sweeps are held. */
  private sweepSteps: number | undefined;

  /** Holds every view, or only this one. */
  hold(view?: string): void {
    this.heldView = view;
    this.held = new Promise((resolve) => (this.resolveHeld = resolve));
  }
  /** Holds what is left of a sweep when one document is changed. */
  holdSweeps(): void {
    this.hold('no view');
    this.sweepSteps = 0;
  }
  release(): void {
    this.held = undefined;
    this.sweepSteps = undefined;
    this.resolveHeld();
  }
  override async write(...written: Parameters<InMemoryReadStore['write']>): ReturnType<InMemoryReadStore['write']> {
    await this.untilReleased(written[0]);
    return super.write(...written);
  }
  override async sweep(...swept: Parameters<InMemoryReadStore['sweep']>): ReturnType<InMemoryReadStore['sweep']> {
    await this.untilReleased(swept[0]);
    if (this.sweepSteps === undefined) return super.sweep(...swept);
    if (this.sweepSteps++ === 0) return super.sweep(swept[0], swept[1], 1);
    await this.held;
    return super.sweep(...swept);
  }

  private async untilReleased({ name }: CollectionSpec): Promise<void> {
    if (this.heldView === undefined || this.heldView === name) await this.held;
  }
}
