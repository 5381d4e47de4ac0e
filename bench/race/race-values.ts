/** A namespace's value is the count of its changes; it travels as one of so many trial types, and is told apart modulo. */
export const VALUES = 1_024;

export const typeOf = (value: number): string => `t${value % VALUES}`;
export const codeOfType = (value: number): string => (value % VALUES).toString(36);

/** The count behind a type, given one that is at most half a turn away. */
export function countOf(type: string, near: number): number {
  const residue = Number(type.slice(1));
  const turn = near - (near % VALUES) + residue;
  if (turn - near > VALUES / 2) return turn - VALUES;
  return near - turn > VALUES / 2 ? turn + VALUES : turn;
}
