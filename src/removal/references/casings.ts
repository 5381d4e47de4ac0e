/** A flag's name as people also write it: `use_ssot`, `use-ssot`, `useSsot`, `UseSsot`, `USE_SSOT`. */
export function casingsOf(flag: string): string[] {
  const words = flag
    .split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
  const capital = words.map((word) => (word[0] ?? '').toUpperCase() + word.slice(1));
  const camel = [words[0], ...capital.slice(1)].join('');
  return [...new Set([flag, words.join('_'), words.join('-'), camel, capital.join(''), words.join('_').toUpperCase()])];
}
