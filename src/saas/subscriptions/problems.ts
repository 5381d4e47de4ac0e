/** What is wrong with attributes: sentences per attribute, each to be read after the attribute's name. */
export type Problems = Readonly<Record<string, readonly string[]>>;

/** True when there is at least one problem. */
export function hasProblems(problems: Problems): boolean {
  return Object.keys(problems).length > 0;
}
