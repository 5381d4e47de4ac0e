/**
 * One line of CSV. A text that a spreadsheet would take for a formula is marked as a text: whoever wrote it may have
 * meant that.
 */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(toField).join(',')}\n`;
}

function toField(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
