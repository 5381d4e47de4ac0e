import { dirname, join, relative, resolve } from 'node:path';
import { ts } from 'ts-morph';
import { SourceHost } from './source-host.ts';

/** Told what is done and how far it is. */
export type OnProgress = (phase: string, done: number, total: number) => void;

/** A source file, and the program that knows what its names mean. */
export type OwnFile = { readonly file: ts.SourceFile; readonly program: ts.Program };

type Part = { readonly config: ts.ParsedCommandLine; program: ts.Program | undefined };

const LOOSE: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  jsx: ts.JsxEmit.ReactJSX,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  noEmit: true,
  allowJs: true,
  strict: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
};

/**
 * All TypeScript of a repository: one program for each tsconfig.json that the one at the root names (or, where that names
 * none, for each there is), and one for the files that belong to none of them.
 */
export class Workspace {
  readonly root: string;
  readonly host = new SourceHost();
  readonly #parts: Part[];
  readonly #stale = new Set<string>();

  /** @param loose files to look at even where no tsconfig.json includes them. */
  constructor(root: string, configs: readonly string[], loose: readonly string[]) {
    this.root = root;
    this.#parts = readParts(root, configs);
    const included = new Set(this.#parts.flatMap(({ config }) => config.fileNames));
    const fileNames = loose.filter((path) => !included.has(path));
    if (fileNames.length > 0) {
      this.#parts.push({ config: { fileNames, options: LOOSE, errors: [] }, program: undefined });
    }
  }

  /** Every source file of the repository once, without declarations and packages. */
  files(): OwnFile[] {
    const seen = new Set<string>();
    return this.#parts.flatMap((part) => {
      const program = this.#program(part);
      return part.config.fileNames.flatMap((path) => {
        const file = program.getSourceFile(path);
        if (!file || seen.has(path) || file.isDeclarationFile) return [];
        seen.add(path);
        return [{ file, program }];
      });
    });
  }

  /** What the types say against it, as `src/a.ts:3: …`, at most so many. @param of only these files. */
  complaints(atMost: number, onProgress: OnProgress, phase: string, of?: ReadonlySet<string>): string[] {
    const files = this.files().filter(({ file }) => of?.has(file.fileName) ?? true);
    const found: string[] = [];
    for (const [index, { file, program }] of files.entries()) {
      onProgress(phase, index, files.length);
      if (found.length >= atMost) break;
      const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      found.push(...diagnostics.filter(isError).map((one) => this.#say(one)));
    }
    onProgress(phase, files.length, files.length);
    return found.slice(0, atMost);
  }

  write(path: string, text: string | undefined): void {
    this.host.write(path, text);
    this.#stale.add(path);
    if (text === undefined) {
      for (const { config } of this.#parts) config.fileNames = config.fileNames.filter((name) => name !== path);
    } else if (/\.[cm]?tsx?$/.test(path)) this.#include(path);
  }

  /** A file that was not there belongs to the project in whose folder it lies. */
  #include(path: string): void {
    if (this.#parts.some(({ config }) => config.fileNames.includes(path))) return;
    const folderOf = ({ config }: Part) => dirname(String(config.options.configFilePath ?? ''));
    const around = this.#parts.filter((part) => path.startsWith(`${folderOf(part)}/`));
    const [nearest] = around.sort((one, other) => folderOf(other).length - folderOf(one).length);
    if (!nearest) return;
    nearest.config.fileNames.push(path);
    nearest.program = undefined;
  }

  /** From the root, with forward slashes. */
  nameOf(path: string): string {
    return relative(this.root, path).replaceAll('\\', '/');
  }

  /** After changes each program is made again from what has not changed. */
  refresh(): void {
    if (this.#stale.size === 0) return;
    for (const part of this.#parts) {
      const isStale = part.program && [...this.#stale].some((path) => part.program?.getSourceFile(path));
      if (isStale) part.program = this.#create(part, part.program);
    }
    this.#stale.clear();
  }

  #program(part: Part): ts.Program {
    this.refresh();
    part.program ??= this.#create(part, undefined);
    return part.program;
  }

  #create({ config }: Part, oldProgram: ts.Program | undefined): ts.Program {
    const { fileNames: rootNames, options, projectReferences } = config;
    const host = this.host.compilerHost(options);
    const known = { ...(projectReferences ? { projectReferences } : {}), ...(oldProgram ? { oldProgram } : {}) };
    return ts.createProgram({ rootNames, options, host, ...known });
  }

  #say({ file, start = 0, messageText }: ts.Diagnostic): string {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    if (!file) return text;
    return `${this.nameOf(file.fileName)}:${file.getLineAndCharacterOfPosition(start).line + 1}: ${text}`;
  }
}

function isError({ category }: ts.Diagnostic): boolean {
  return category === ts.DiagnosticCategory.Error;
}

function readParts(root: string, configs: readonly string[]): Part[] {
  const first = join(root, 'tsconfig.json');
  const parts = new Map<string, Part>();
  const visit = (path: string) => {
    if (parts.has(path) || !ts.sys.fileExists(path)) return;
    const config = ts.getParsedCommandLineOfConfigFile(path, undefined, {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: () => {},
    });
    if (!config) return;
    parts.set(path, { config: { ...config, options: { ...config.options, noEmit: true } }, program: undefined });
    for (const reference of config.projectReferences ?? []) visit(configOf(resolve(dirname(path), reference.path)));
  };
  visit(first);
  const names = [...parts.values()].flatMap(({ config }) => config.fileNames);
  if (names.length === 0) for (const path of configs) visit(path);
  return [...parts.values()].filter(({ config }) => config.fileNames.length > 0);
}

function configOf(reference: string): string {
  return reference.endsWith('.json') ? reference : join(reference, 'tsconfig.json');
}
