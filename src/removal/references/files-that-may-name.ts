import { casingsOf } from './casings.ts';
import type { FlagRemoval } from './flag-removal.ts';
import { type ImportGraph, withImporters } from './import-graph.ts';
import type { OwnFile } from './workspace.ts';

/** Files that write the flag's name, and all that could have got it from them: nothing else can mean the flag. */
export function filesThatMayName(
  files: readonly OwnFile[],
  graph: ImportGraph,
  { flag, settings }: { readonly flag: string; readonly settings: Pick<FlagRemoval['settings'], 'objects'> },
): Set<string> {
  const names = settings.objects.length > 0 ? casingsOf(flag) : [flag];
  const naming = files.filter(({ file }) => names.some((name) => file.text.includes(name)));
  return withImporters(
    graph,
    naming.map(({ file }) => file.fileName),
  );
}
