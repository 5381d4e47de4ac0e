import { LeftBehind } from '../terminal/left-behind.ts';

const INSISTED = 1_000;

/**
 * Does something that a person may leave by Ctrl-C.
 * @param farewell says how to come back.
 * @throws {LeftBehind} when they do.
 */
export async function untilLeft<T>(work: (signal: AbortSignal) => Promise<T>, farewell: () => string): Promise<T> {
  const left = new AbortController();
  let leftAt = Infinity;
  // npx passes on a signal that the terminal has sent already: only one that comes later means "at once".
  const leave = () => {
    if (Date.now() - leftAt > INSISTED) process.exit(130);
    leftAt = Math.min(leftAt, Date.now());
    left.abort();
  };
  process.on('SIGINT', leave);
  try {
    return await work(left.signal);
  } catch (error) {
    throw left.signal.aborted ? new LeftBehind(farewell()) : error;
  } finally {
    if (!left.signal.aborted) process.off('SIGINT', leave);
  }
}
