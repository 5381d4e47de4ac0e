import { isTestFile } from '../references/find-tests.ts';
import type { ImportGraph } from '../references/import-graph.ts';

/** Modules that something other than tests imported before, and nothing does now; with what only they imported. */
export function findOrphans(before: ImportGraph, after: ImportGraph, isEntry: (path: string) => boolean): string[] {
  const wasImported = importedBy(before, new Set());
  const orphans = new Set<string>();
  for (;;) {
    const isImported = importedBy(after, orphans);
    const found = [...after.keys()].filter(
      (path) =>
        wasImported.has(path) && !isImported.has(path) && !orphans.has(path) && !isTestCode(path) && !isEntry(path),
    );
    if (found.length === 0) return [...orphans].sort();
    for (const path of found) orphans.add(path);
  }
}

/** Tests of modules: files that import one of them and are tests. */
export function findTestsOf(graph: ImportGraph, modules: readonly string[]): string[] {
  const of = new Set(modules);
  return [...graph]
    .filter(([path, targets]) => isTestFile(path) && [...targets].some((one) => of.has(one)))
    .map(([path]) => path);
}

function importedBy(graph: ImportGraph, without: ReadonlySet<string>): Set<string> {
  const users = [...graph].filter(([path]) => !isTestCode(path) && !without.has(path));
  return new Set(users.flatMap(([path, targets]) => [...targets].filter((target) => target !== path)));
}

function isTestCode(path: string): boolean {
  return isTestFile(path) || /\/(tests?|__tests__|__mocks__)\//.test(path);
}
