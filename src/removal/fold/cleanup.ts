import { ts } from 'ts-morph';
import type { FlagRemoval } from '../references/flag-removal.ts';
import type { Workspace } from '../references/workspace.ts';
import { applyEdits, type Edit } from './edit.ts';
import { Evaluator } from './evaluator.ts';
import { namesIn } from './names-in.ts';
import { removeUnused } from './remove-unused.ts';

const MOST_ROUNDS = 30;

/** Names that stand in a file less often than before, by its path: what only they used may now be used by nobody. */
export class Loosened {
  readonly #names = new Map<string, Set<string>>();

  /** Notes what a file has lost. */
  note(path: string, before: string, after: string): void {
    const [was, is] = [namesOfText(path, before), namesOfText(path, after)];
    const names = this.#names.get(path) ?? new Set();
    for (const [name, count] of was) if ((is.get(name) ?? 0) < count) names.add(name);
    this.#names.set(path, names);
  }

  get paths(): Iterable<string> {
    return this.#names.keys();
  }

  of(path: string): ReadonlySet<string> {
    return this.#names.get(path) ?? new Set();
  }
}

function namesOfText(path: string, text: string): Map<string, number> {
  return namesIn(ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true));
}

/** Takes away what nobody uses since the flag is gone, until nothing more falls. What was unused before stays. */
export function cleanUp(workspace: Workspace, removal: FlagRemoval, loosened: Loosened): void {
  let pending = new Set(loosened.paths);
  for (let round = 0; round < MOST_ROUNDS && pending.size > 0; round += 1) {
    const evaluators = new Map<ts.Program, Evaluator>();
    const changed = new Set<string>();
    for (const { file, program } of workspace.files().filter((one) => pending.has(one.file.fileName))) {
      const evaluator = evaluators.get(program) ?? new Evaluator(program, removal);
      evaluators.set(program, evaluator);
      const edits: Edit[] = removeUnused(evaluator, file, loosened.of(file.fileName));
      if (edits.length === 0) continue;
      const text = applyEdits(file.text, edits);
      loosened.note(file.fileName, file.text, text);
      workspace.write(file.fileName, text);
      changed.add(file.fileName);
    }
    pending = changed;
  }
}
