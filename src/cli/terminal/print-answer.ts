import type { Answer } from '../portal-api/portal-api.ts';
import type { Terminal } from './terminal.ts';

/** Whether a command prints for people or for programs. */
export type Printing = { readonly json?: boolean };

/** With --json the portal's answer as it came, byte for byte; else what `forPeople` makes of it. */
export function printAnswer<T>(
  terminal: Terminal,
  printing: Printing,
  answer: Answer<T>,
  forPeople: (body: T) => void,
): void {
  if (printing.json) terminal.print(answer.text);
  else forPeople(answer.body);
}
