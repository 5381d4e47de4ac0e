/** Where a process gets the time from; tests give their own. Milliseconds since 1970. */
export type Clock = () => number;

export const systemClock: Clock = Date.now;
