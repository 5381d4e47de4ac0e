/** Where the SDK gets the time from; tests give their own. Both in milliseconds. */
export type Clock = {
  /** Decides everything: never set, never set back. */
  readonly monotonic: () => number;
  /** Only compared with the other one, to notice that the machine slept or that somebody set its clock. */
  readonly wall: () => number;
};

export const systemClock: Clock = { monotonic: () => performance.now(), wall: Date.now };
