export const countText = (n: number) => n.toLocaleString('en-US');

/** A rate between 0 and 1, as percent. */
export const rateText = (rate: number) => `${(rate * 100).toLocaleString('en-US', { maximumFractionDigits: 3 })} %`;

const OUTCOMES: Readonly<Record<string, string>> = { grants_more: 'wrong grant', denies: 'denied' };

/** `isExpected`: whether somebody has looked at it and expects it. */
export function sayOutcome(outcome: string, isExpected: boolean): string {
  if (isExpected) return outcome === 'grants_more' ? 'expected grant' : 'expected denial';
  return OUTCOMES[outcome] ?? outcome;
}
