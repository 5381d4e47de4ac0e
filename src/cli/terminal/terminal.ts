import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';
import { renderTable } from './render-table.ts';

export type Style = 'bold' | 'dim' | 'green' | 'red';

/** Where a command writes: results to standard output, everything said on the way to standard error. */
export class Terminal {
  readonly out: WriteStream;
  readonly err: WriteStream;
  readonly #coloured: boolean;

  constructor(out: WriteStream, err: WriteStream, environment: NodeJS.ProcessEnv) {
    this.out = out;
    this.err = err;
    this.#coloured = out.isTTY === true && !environment.NO_COLOR;
  }

  print(text: string): void {
    this.out.write(`${text}\n`);
  }

  /** Says something that is no result, so that a pipe does not carry it. */
  note(text: string): void {
    this.err.write(`${text}\n`);
  }

  /** Prints rows under their headings; `empty` where there are none. */
  printTable(headings: readonly string[], rows: readonly (readonly unknown[])[], empty: string): void {
    const upper = headings.map((heading) => heading.toUpperCase());
    const [first = '', ...lines] = renderTable(upper, rows);
    this.print(rows.length === 0 ? empty : [this.paint('bold', first), ...lines].join('\n'));
  }

  /** Coloured on a terminal, plain in a pipe and where NO_COLOR is set. */
  paint(style: Style, text: string): string {
    return this.#coloured ? styleText(style, text, { validateStream: false }) : text;
  }

  /** True when a person sits there who can see a progress bar and be asked. */
  get isWatched(): boolean {
    return this.err.isTTY === true;
  }

  get canAsk(): boolean {
    return process.stdin.isTTY === true && this.isWatched;
  }
}
