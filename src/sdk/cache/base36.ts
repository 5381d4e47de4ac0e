const DIGIT_NINE = 57;
const LETTER_A = 97;

/** What a character stands for in base 36, small letters only; below 0 or above 35 for one that is no digit. */
export function digitOf(code: number): number {
  if (code <= DIGIT_NINE) return code - 48;
  return code >= LETTER_A ? code - 87 : -1;
}
