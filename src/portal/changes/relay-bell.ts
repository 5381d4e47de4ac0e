/** The channel on which relays hear that something was committed in another process. */
export const RELAY_CHANNEL = 'eligibility_relay';

/**
 * Rings at the relay of another process. Rung after a commit and never in its transaction, because a NOTIFY there makes
 * commits wait for each other; at most one is under way, and all that is rung for meanwhile shares the next.
 */
export class RelayBell {
  readonly #notify: () => Promise<unknown>;
  #underWay = false;
  #again = false;

  /** @param notify sends one notification on {@link RELAY_CHANNEL}. */
  constructor(notify: () => Promise<unknown>) {
    this.#notify = notify;
  }

  /** Something was committed. Never fails: a relay that was not rung at looks by itself. */
  ring(): void {
    // The one under way may have been heard before this commit.
    if (this.#underWay) this.#again = true;
    else void this.#send();
  }

  async #send(): Promise<void> {
    this.#underWay = true;
    do {
      this.#again = false;
      await this.#notify().catch(() => {});
    } while (this.#again);
    this.#underWay = false;
  }
}
