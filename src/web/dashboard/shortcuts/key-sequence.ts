const WITHIN_MS = 1_000;

/** Recognises keys that are pressed one after another. */
export class KeySequence {
  #pressed = '';
  #at = 0;

  /**
   * @param known every sequence there is, such as `g n`.
   * @param now milliseconds.
   * @returns the sequence that this key completes.
   */
  press(key: string, known: readonly string[], now: number): string | undefined {
    const before = now - this.#at < WITHIN_MS ? this.#pressed : '';
    const both = before === '' ? key : `${before} ${key}`;
    const pressed = known.some((one) => one === both || one.startsWith(`${both} `)) ? both : key;
    this.#at = now;
    this.#pressed = known.some((one) => one.startsWith(`${pressed} `)) ? pressed : '';
    return known.find((one) => one === pressed);
  }
}
