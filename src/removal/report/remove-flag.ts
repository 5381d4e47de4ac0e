import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { removeFromSources, type Unresolved } from '../fold/remove-from-sources.ts';
import type { Offered } from '../fold/remove-unneeded.ts';
import { filesThatMayName } from '../references/files-that-may-name.ts';
import { findMentions } from '../references/find-mentions.ts';
import { findReferences } from '../references/find-references.ts';
import { readImportGraph, withImporters } from '../references/import-graph.ts';
import { openWorkspace } from '../references/open-workspace.ts';
import { type RemovalSettings, readRemovalSettings } from '../references/removal-settings.ts';
import { TestFiles } from '../references/test-files.ts';
import type { OnProgress, Workspace } from '../references/workspace.ts';
import { findLeftovers } from './find-leftovers.ts';
import { UnneededSearch } from './find-unneeded.ts';
import { GitTree } from './git-tree.ts';
import type { RemovalRefused, RemovalReport } from './removal-report.ts';
import { runProjectCommand, testCommandOf } from './run-project-command.ts';
import { writeMergeRequest } from './write-merge-request.ts';

export type RemovalOptions = {
  /** The project's folder, in full. */
  readonly root: string;
  readonly flag: string;
  readonly keep: boolean;
  readonly variant?: string;
  /** A branch that gets the one commit; undefined leaves the changes in the working tree. */
  readonly branch?: string;
  /** Modules, exports and public members that nobody needs any more are deleted. */
  readonly yes: boolean;
  readonly runTests: boolean;
  readonly onProgress: OnProgress;
  /** What the project's own commands print. */
  readonly onOutput: (text: string) => void;
};

const SHOWN = 20;

/**
 * Takes a flag out of a project. Nothing is written before everything is known: what is refused has changed nothing.
 * @returns what was done, or why not.
 */
export async function removeFlag(options: RemovalOptions): Promise<RemovalReport | RemovalRefused> {
  const { root, flag, branch } = options;
  if (!/^[A-Za-z0-9][\w:.-]*$/.test(flag)) return refuse(`${JSON.stringify(flag)} cannot be the name of a flag.`);
  const settings = readRemovalSettings(root);
  if (typeof settings === 'string') return refuse(settings);
  const tree = GitTree.find(root);
  if (!tree) return refuse(`${root} is in no git repository, so that nothing could be undone.`);
  const dirty = tree.changes();
  if (dirty.length > 0)
    return refuse('The working tree has changes that are not committed: commit or stash them first.', dirty);
  if (branch !== undefined && tree.hasBranch(branch)) return refuse(`There is a branch ${branch} already.`);
  const removal = new Removal(options, settings, tree);
  return removal.run();
}

class Removal {
  readonly #options: RemovalOptions;
  readonly #settings: RemovalSettings;
  readonly #tree: GitTree;

  constructor(options: RemovalOptions, settings: RemovalSettings, tree: GitTree) {
    this.#options = options;
    this.#settings = settings;
    this.#tree = tree;
  }

  async run(): Promise<RemovalReport | RemovalRefused> {
    const { root, flag, onProgress } = this.#options;
    const first = openWorkspace(root, this.#tree.files(root), flag);
    const complaints = first.complaints(SHOWN, onProgress, 'checking types');
    if (complaints.length > 0)
      return refuse(
        'The project does not type-check as it is, so that nobody could tell what the removal breaks.',
        complaints,
      );
    const { texts, patch } = this.#readPatches();
    const workspace = texts.size > 0 ? openWorkspace(root, this.#tree.files(root), flag) : first;
    for (const [path, text] of texts) workspace.write(path, text);
    const folded = this.#fold(workspace, first);
    if ('refused' in folded) return folded;
    this.#write(workspace);
    return this.#finish({ ...folded, patch });
  }

  /** What was prepared for whichever state stays, then what for the one that does. */
  #readPatches(): Pick<RemovalReport, 'patch'> & { readonly texts: ReadonlyMap<string, string | undefined> } {
    const [always, on, off] = this.#patchPaths();
    const there = [always, this.#options.keep ? on : off].filter((path) => path !== undefined && existsSync(path));
    if (there.length === 0) return { patch: 'none', texts: new Map() };
    const { texts, unfit } = this.#tree.patched(there as string[]);
    return { patch: unfit.length > 0 ? 'does not fit' : 'applied', texts };
  }

  #patchPaths(): string[] {
    const pattern = join(this.#options.root, this.#named(this.#settings.patch));
    return [pattern.replaceAll('.<keep>', ''), ...['on', 'off'].map((word) => pattern.replaceAll('<keep>', word))];
  }

  #named(pattern: string): string {
    return pattern.replaceAll('<flag>', this.#options.flag);
  }

  #fold(workspace: Workspace, first: Workspace) {
    const { flag, keep, variant, onProgress } = this.#options;
    const files = first.files();
    const graph = readImportGraph(files);
    const removal = { flag, keep, variant, settings: this.#settings };
    const needed = new UnneededSearch(files, new TestFiles(first.root, this.#settings));
    const reached = filesThatMayName(files, graph, { flag, settings: this.#settings });
    const naming = files.filter(({ file }) => reached.has(file.fileName));
    const references = naming.flatMap((own) =>
      findReferences(own, flag).map(({ node }) => placeOf(first, own.file, node.getStart())),
    );
    onProgress('folding', 0, 1);
    const unresolved = removeFromSources(workspace, removal);
    onProgress('folding', 1, 1);
    if (unresolved.length > 0)
      return refuse(
        `${count(unresolved.length, 'reference')} to ${flag} cannot be resolved.`,
        unresolved.map(sayUnresolved),
      );
    const { orphans, unusedExports, unusedMembers } = needed.find(workspace, removal, this.#options.yes);
    const touched = withImporters(graph, [...workspace.host.changes.keys()]);
    const after = workspace.complaints(SHOWN, onProgress, 'checking types again', touched);
    if (after.length > 0) return refuse('The project would not type-check afterwards.', after);
    const named = (all: readonly Offered[]) => all.map(({ path, name }) => ({ path: workspace.nameOf(path), name }));
    return {
      references,
      orphans: orphans.map((path) => workspace.nameOf(path)),
      unusedExports: named(unusedExports),
      unusedMembers: named(unusedMembers),
      leftovers: this.#leftovers(workspace, unusedExports),
    };
  }

  #leftovers(workspace: Workspace, taken: readonly Offered[]) {
    return [...workspace.host.changes].flatMap(([path, text]) => {
      if (text === undefined || !existsSync(path) || !/\.[cm]?[jt]sx?$/.test(path)) return [];
      const names = taken.filter((one) => one.path === path).map(({ name }) => name);
      const found = findLeftovers(path, { before: readFileSync(path, 'utf8'), after: text, names: new Set(names) });
      return found.map((one) => ({ ...one, path: workspace.nameOf(path) }));
    });
  }

  #write(workspace: Workspace): void {
    const { root } = this.#options;
    for (const [path, text] of workspace.host.changes) {
      if (text === undefined) rmSync(path, { force: true });
      else {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    }
    const registry = this.#settings.registry.map((one) => join(root, this.#named(one)));
    for (const path of [...registry, ...this.#patchPaths()]) rmSync(path, { force: true });
  }

  async #finish(
    done: Pick<RemovalReport, 'references' | 'orphans' | 'unusedExports' | 'unusedMembers' | 'leftovers' | 'patch'>,
  ): Promise<RemovalReport> {
    const { root, flag, keep, branch } = this.#options;
    await this.#format();
    const changes = this.#tree.changes();
    const tests = changes.length === 0 ? 'not run' : await this.#test();
    const nameOf = (path: string) => relative(root, path);
    const report = {
      flag,
      keep: keep ? ('on' as const) : ('off' as const),
      ...done,
      changed: changes.filter((line) => !/^.?D/.test(line)).map((line) => line.slice(3)),
      deleted: changes.filter((line) => /^.?D/.test(line)).map((line) => line.slice(3)),
      mentions: findMentions(this.#tree.files(root), flag, this.#settings.ignore, nameOf),
      tests,
      branch: branch ?? null,
    } as const;
    const mergeRequest = writeMergeRequest(report);
    const commits = branch !== undefined && changes.length > 0 && tests !== 'failed';
    const commit = commits ? this.#tree.commit(branch, `Remove the flag ${flag}, kept ${report.keep}`) : null;
    return { ...report, branch: commits ? branch : null, commit, mergeRequest };
  }

  async #format(): Promise<void> {
    const { root, onOutput } = this.#options;
    const names = this.#tree
      .changes()
      .filter((line) => !/^.?D/.test(line))
      .map((line) => line.slice(3))
      .filter((name) => /\.[cm]?[jt]sx?$/.test(name));
    if (!this.#settings.format || names.length === 0) return;
    await runProjectCommand(root, `${this.#settings.format} ${names.map((name) => `'${name}'`).join(' ')}`, onOutput);
  }

  async #test(): Promise<RemovalReport['tests']> {
    const { root, runTests, onOutput } = this.#options;
    const command = runTests ? testCommandOf(root, this.#settings.test) : undefined;
    if (command === undefined) return 'not run';
    return (await runProjectCommand(root, command, onOutput)) ? 'passed' : 'failed';
  }
}

function refuse(refused: string, details: readonly string[] = []): RemovalRefused {
  return { refused, details };
}

function sayUnresolved({ path, line, text, because }: Unresolved): string {
  return `${path}:${line}: ${because}: ${text}`;
}

function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? '' : 's'}`;
}

function placeOf(
  workspace: Workspace,
  file: { fileName: string; getLineAndCharacterOfPosition: (at: number) => { line: number } },
  at: number,
) {
  return { path: workspace.nameOf(file.fileName), line: file.getLineAndCharacterOfPosition(at).line + 1 };
}
