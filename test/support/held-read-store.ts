import { type CollectionSpec, InMemoryReadStore } from '@app/read-store';

/** Delays writes between `hold` and `release`: views stay behind for as long as a test wants. */
export class HeldReadStore extends InMemoryReadStore {
  private held: Promise<void> | undefined;
  private heldView: string | undefined;
  private resolveHeld = () => {};

  /** Holds every view, or only this one. */
  hold(view?: string): void {
    this.heldView = view;
    this.held = new Promise((resolve) => (this.resolveHeld = resolve));
  }
  release(): void {
    this.held = undefined;
    this.resolveHeld();
  }
  override async write(...written: Parameters<InMemoryReadStore['write']>): ReturnType<InMemoryReadStore['write']> {
    await this.untilReleased(written[0]);
    return super.write(...written);
  }
  override async sweep(...swept: Parameters<InMemoryReadStore['sweep']>): ReturnType<InMemoryReadStore['sweep']> {
    await this.untilReleased(swept[0]);
    return super.sweep(...swept);
  }

  private async untilReleased({ name }: CollectionSpec): Promise<void> {
    if (this.heldView === undefined || this.heldView === name) await this.held;
  }
}
