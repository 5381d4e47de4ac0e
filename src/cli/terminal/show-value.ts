// What people told about themselves is printed here, and an escape sequence in it would command the terminal.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are the ones to be found
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;

/** A value as a cell shows it: nothing is a dash, a flag is yes or no, a list is separated by commas. */
export function showValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.map(showValue).join(', ');
  if (typeof value === 'object') return clean(JSON.stringify(value));
  return clean(String(value));
}

function clean(text: string): string {
  return text.replace(CONTROL, '\ufffd');
}
