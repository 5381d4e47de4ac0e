import type { ImportGraph } from '../references/import-graph.ts';
import type { TestFiles } from '../references/test-files.ts';

type Orphaning = {
  readonly before: ImportGraph;
  readonly after: ImportGraph;
  readonly tests: TestFiles;
  /** Whether it is started, and not imported. */
  readonly isEntry: (path: string) => boolean;
};

/**
 * Modules that were imported before, and are by nothing now; with what only they imported. What tests import is not needed
 * for that, unless it is there for tests.
 */
export function findOrphans({ before, after, tests, isEntry }: Orphaning): string[] {
  const orphans = new Set<string>();
  const was = { code: importedBy(before, new Set(), isCode), any: importedBy(before, new Set(), () => true) };
  for (;;) {
    const is = { code: importedBy(after, orphans, isCode), any: importedBy(after, orphans, () => true) };
    const found = [...after.keys()].filter((path) => {
      if (orphans.has(path) || tests.isTest(path) || isEntry(path)) return false;
      const kind = tests.isTestCode(path) ? 'any' : 'code';
      return was[kind].has(path) && !is[kind].has(path);
    });
    if (found.length === 0) return [...orphans].sort();
    for (const path of found) orphans.add(path);
  }

  function isCode(path: string): boolean {
    return !tests.isTestCode(path);
  }
}

/** Tests of modules: files that import one of them and are tests. */
export function findTestsOf(graph: ImportGraph, modules: readonly string[], tests: TestFiles): string[] {
  const of = new Set(modules);
  return [...graph]
    .filter(([path, targets]) => tests.isTest(path) && [...targets].some((one) => of.has(one)))
    .map(([path]) => path);
}

function importedBy(graph: ImportGraph, without: ReadonlySet<string>, isUser: (path: string) => boolean): Set<string> {
  const users = [...graph].filter(([path]) => isUser(path) && !without.has(path));
  return new Set(users.flatMap(([path, targets]) => [...targets].filter((target) => target !== path)));
}
