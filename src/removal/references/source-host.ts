import { basename, join } from 'node:path';
import { ts } from 'ts-morph';
import { libraryTexts } from './library-texts.ts';

const LIBRARY = '/trialgate-library';

/**
 * The files as they would be after the removal, in memory until it is certain. Each is parsed once for all the projects of
 * a repository that read it.
 */
export class SourceHost {
  readonly #changed = new Map<string, string | undefined>();
  readonly #there = new Map<string, boolean>();
  readonly #parsed = new Map<string, { readonly text: string; readonly file: ts.SourceFile }>();

  /** @param text undefined deletes it. */
  write(path: string, text: string | undefined): void {
    this.#changed.set(path, text);
  }

  read(path: string): string | undefined {
    if (this.#changed.has(path)) return this.#changed.get(path);
    if (path.startsWith(`${LIBRARY}/`)) return libraryTexts().get(basename(path));
    return ts.sys.readFile(path);
  }

  /** What is to be written; undefined is to be deleted. */
  get changes(): ReadonlyMap<string, string | undefined> {
    return this.#changed;
  }

  isThere(path: string): boolean {
    if (this.#changed.has(path)) return this.#changed.get(path) !== undefined;
    if (path.startsWith(`${LIBRARY}/`)) return libraryTexts().has(basename(path));
    const known = this.#there.get(path) ?? ts.sys.fileExists(path);
    this.#there.set(path, known);
    return known;
  }

  /** The compiler's view of it. */
  compilerHost(options: ts.CompilerOptions): ts.CompilerHost {
    const host: ts.CompilerHost & { useSourceOfProjectReferenceRedirect: () => boolean } = {
      ...ts.createCompilerHost(options),
      fileExists: (path) => this.isThere(path),
      readFile: (path) => this.read(path),
      getSourceFile: (path, language) => this.#parse(path, language),
      getDefaultLibLocation: () => LIBRARY,
      getDefaultLibFileName: (given) => join(LIBRARY, ts.getDefaultLibFileName(given)),
      writeFile: () => {},
      useSourceOfProjectReferenceRedirect: () => true,
    };
    return host;
  }

  #parse(path: string, language: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined {
    const format = typeof language === 'object' ? language.impliedNodeFormat : undefined;
    const key = `${path}|${format}`;
    const known = this.#parsed.get(key);
    // What lies on the disk stays as it is while this runs.
    if (known && !this.#changed.has(path)) return known.file;
    const text = this.read(path);
    if (text === undefined) return undefined;
    if (known?.text === text) return known.file;
    const file = ts.createSourceFile(path, text, language, true);
    this.#parsed.set(key, { text, file });
    return file;
  }
}
