import { createInterface } from 'node:readline/promises';
import type { Terminal } from './terminal.ts';

/** Asks a person; anything but a yes is a no, Ctrl-C and the end of the input included. */
export async function ask(terminal: Terminal, question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: terminal.err });
  const given = new AbortController();
  lines.once('close', () => given.abort());
  try {
    const answer = await lines.question(`${question} [y/N] `, { signal: given.signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch {
    terminal.note('');
    return false;
  } finally {
    lines.close();
  }
}
