/** A whole number from 1 to 2^53−1 as it stands in a path; undefined for anything else, which therefore names nothing. */
export function readId(text: string): number | undefined {
  if (!/^[1-9]\d{0,15}$/.test(text)) return undefined;
  const id = Number(text);
  return Number.isSafeInteger(id) ? id : undefined;
}
