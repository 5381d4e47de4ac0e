import { setTimeout } from 'node:timers/promises';
import type { Terminal } from '../terminal/terminal.ts';
import { patiently } from './patiently.ts';
import { untilLeft } from './until-left.ts';

const CLEAR = '\u001b[2J\u001b[H';

/**
 * Prints the same again and again until it is over or somebody presses Ctrl-C; a terminal begins an empty page each time.
 * @param look answers what prints the page, and whether it was the last.
 * @param every milliseconds.
 * @throws {LeftBehind} with the farewell.
 */
export async function lookAgain(
  { out }: Terminal,
  every: number,
  farewell: string,
  look: (signal: AbortSignal) => Promise<{ readonly print: () => void; readonly isLast?: boolean }>,
): Promise<void> {
  await untilLeft(
    async (signal) => {
      for (;;) {
        const { print, isLast } = await patiently(signal, () => look(signal));
        if (out.isTTY) out.write(CLEAR);
        print();
        if (isLast) return;
        await setTimeout(every, undefined, { signal });
      }
    },
    () => farewell,
  );
}
