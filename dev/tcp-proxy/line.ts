import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Direction, LineConditions } from './line-conditions.ts';

// What a line holds at most before it reads no further; the sockets' own buffers come on top.
const MOST_HELD = 65_536;
// A dripping line passes this often, in seconds: small enough to look steady.
const DRIP = 0.02;

export type LineOptions = {
  readonly from: Socket;
  readonly to: Socket;
  readonly direction: Direction;
  readonly conditions: LineConditions;
  /** Ends both directions of the connection. */
  readonly cut: () => void;
  /** Aborted when the connection is over. */
  readonly over: AbortSignal;
};

type Held = { readonly bytes: Buffer; readonly at: number };

/** One direction of a connection: holds what comes, in order, and passes it on as the conditions of the moment allow. */
export class Line {
  readonly #options: LineOptions;
  #held: Held[] = [];
  #heldBytes = 0;
  #ended = false;
  #running = false;
  #passed = 0;
  #cutsBegun: number;

  constructor(options: LineOptions) {
    this.#options = options;
    const { from } = options;
    this.#cutsBegun = options.conditions.cutsBegun;
    from.on('data', (bytes) => this.#hold(bytes as Buffer));
    from.on('end', () => {
      this.#ended = true;
      // An empty piece keeps the end in its place, as late as what came before it.
      this.#hold(Buffer.alloc(0));
    });
  }

  #hold(bytes: Buffer): void {
    this.#held.push({ bytes, at: performance.now() });
    this.#heldBytes += bytes.length;
    if (this.#heldBytes >= MOST_HELD) this.#options.from.pause();
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    const { over, from, to } = this.#options;
    this.#running = true;
    for (let next = this.#held[0]; next && !over.aborted; next = this.#held[0]) {
      await this.#untilDue(next);
      if (!over.aborted) await this.#pass(next);
      if (this.#heldBytes < MOST_HELD) from.resume();
    }
    this.#running = false;
    if (this.#ended && !over.aborted) to.end();
  }

  async #untilDue({ at }: Held): Promise<void> {
    const { conditions, direction, over } = this.#options;
    while (!over.aborted) {
      const { hanging, delay } = conditions.now;
      const left = hanging ? Infinity : at + delay[direction] - performance.now();
      if (left <= 0) return;
      // Timers count whole milliseconds, and one that is too early would spin.
      await conditions.wait(Math.ceil(left), over);
    }
  }

  /** Passes what may pass at once, and then waits for as long as that takes on a dripping line. */
  async #pass({ bytes, at }: Held): Promise<void> {
    const { conditions, to, over } = this.#options;
    const { bytesPerSecond } = conditions.now;
    const most = Math.min(bytes.length, Math.max(1, Math.floor(bytesPerSecond * DRIP)), this.#leftBeforeCut());
    const piece = bytes.subarray(0, most);
    const rest = bytes.subarray(most);
    if (rest.length > 0) this.#held[0] = { bytes: rest, at };
    else this.#held.shift();
    this.#heldBytes -= piece.length;
    this.#passed += piece.length;
    if (piece.length > 0 && !to.write(piece)) await once(to, 'drain', { signal: over }).catch(() => {});
    if (this.#leftBeforeCut() <= 0) return this.#cutWhenSent();
    if (bytesPerSecond !== Infinity) await conditions.wait(Math.ceil((piece.length / bytesPerSecond) * 1_000), over);
  }

  #leftBeforeCut(): number {
    const { conditions, direction } = this.#options;
    if (this.#cutsBegun !== conditions.cutsBegun) {
      this.#cutsBegun = conditions.cutsBegun;
      this.#passed = 0;
    }
    return direction === 'to client' ? conditions.now.cutAfter - this.#passed : Infinity;
  }

  /** Not by destroying at once, because that could take back what was just written. */
  #cutWhenSent(): void {
    this.#held = [];
    this.#options.to.end(() => this.#options.cut());
  }
}
