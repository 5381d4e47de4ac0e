const NAMES: Readonly<Record<string, string>> = {
  exposed: 'With the flag',
  exposedBad: '… of whom bad',
  control: 'Without it',
  controlBad: '… of whom bad too',
  evidence: 'Evidence against it',
  needed: 'Evidence that it takes',
  ceiling: 'Bad in any case above',
  with: 'With the flag',
  without: 'Without it',
  not_asked: 'Not asked',
  percent: 'By the plan, %',
  hits: 'Found',
  of: 'In',
  at_most: 'May be',
  highest: 'Highest',
  others: 'Without it',
};

/** The numbers behind a gate's word, by names that people read. */
export function figureRows(figures: Readonly<Record<string, unknown>>): (readonly [string, string])[] {
  return Object.entries(figures).map(([name, value]) => [NAMES[name] ?? name.replaceAll('_', ' '), sayFigure(value)]);
}

function sayFigure(value: unknown): string {
  if (value === null || value === undefined) return 'not known';
  if (typeof value === 'number') return value.toLocaleString('en-US', { maximumSignificantDigits: 6 });
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(sayFigure).join('; ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([name, one]) => `${name.replace(/_ms$/, '')} ${sayFigure(one)}${name.endsWith('_ms') ? ' ms' : ''}`)
    .join(', ');
}
