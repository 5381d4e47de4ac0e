import { displayWidth } from './display-width.ts';
import { showValue } from './show-value.ts';

const GAP = '  ';

/**
 * A table without lines, because people copy from it and other programs read it. In a cell, a line break begins another
 * line of the same row. Our own, because the libraries for it take time by the square of the rows.
 * @returns its lines, the first of which is the headings'.
 */
export function renderTable(headings: readonly string[], rows: readonly (readonly unknown[])[]): string[] {
  const table = [headings, ...rows].map((row) => row.map((cell) => showValue(cell).split('\n')));
  const widths = headings.map(() => 0);
  for (const row of table) {
    for (const [column, lines] of row.entries()) {
      for (const line of lines) widths[column] = Math.max(widths[column] ?? 0, displayWidth(line));
    }
  }
  return table.flatMap((row) => renderRow(row, widths));
}

function renderRow(row: readonly (readonly string[])[], widths: readonly number[]): string[] {
  const height = Math.max(...row.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    row
      .map((lines, column) => pad(lines[line] ?? '', widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - displayWidth(text), 0));
}
