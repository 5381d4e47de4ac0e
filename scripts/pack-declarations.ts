import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { importJavaScript } from './pack-package.ts';

const SPECIFIER = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;

/**
 * Writes the declarations that the users of `room/index.ts` meet, and no others, into `dist`.
 * @throws {Error} where one of them needs types of another package: whoever installs ours would have to install that too.
 */
export function writeDeclarations(room: string, dist: string): void {
  const emitted = mkdtempSync(join(tmpdir(), 'trialgate-types-'));
  try {
    emit(room, emitted);
    for (const [file, text] of collect(emitted)) {
      mkdirSync(dirname(join(dist, file)), { recursive: true });
      writeFileSync(join(dist, file), importJavaScript(text));
    }
  } finally {
    rmSync(emitted, { recursive: true, force: true });
  }
}

/** What is marked `@internal` is left out: it is there for our own files alone. */
function emit(room: string, outDir: string): void {
  const project = join(outDir, 'tsconfig.json');
  const options = {
    extends: resolve('tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      stripInternal: true,
      allowImportingTsExtensions: false,
      rewriteRelativeImportExtensions: true,
      rootDir: resolve(room),
      outDir,
      typeRoots: [resolve('node_modules/@types')],
    },
    include: [],
    files: [resolve(room, 'index.ts')],
  };
  writeFileSync(project, JSON.stringify(options));
  try {
    execFileSync('node_modules/.bin/tsc', ['-p', project], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    throw new Error(`${room} does not type-check:\n${(error as { stdout: string }).stdout}`);
  }
}

/** From index.d.ts along its imports. */
function collect(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  const waiting = ['index.d.ts'];
  for (const file of waiting) {
    if (found.has(file)) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    found.set(file, text);
    for (const [, specifier = ''] of text.matchAll(SPECIFIER)) {
      if (!specifier.startsWith('.'))
        throw new Error(`The types of ${file} need "${specifier}", which users may lack.`);
      waiting.push(posix.join(posix.dirname(file), specifier.replace(/\.ts$/, '.d.ts')));
    }
  }
  return found;
}
