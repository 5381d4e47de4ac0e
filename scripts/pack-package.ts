import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

/** What both tarballs share: JavaScript, since Node strips no types under node_modules, and a package.json of their own. */

const SPECIFIER = /((?:from|import)\s*\(?\s*['"])([.#][^'"]*)\.ts(['"])/g;

/** The same text with its imports pointing at JavaScript. */
export function importJavaScript(text: string): string {
  return text.replace(SPECIFIER, '$1$2.js$3');
}

/** Writes each file of `room` without its types into `dist`. */
export function writeJavaScript(files: readonly string[], room: string, dist: string): void {
  for (const file of files) {
    const target = join(dist, relative(room, file).replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, importJavaScript(stripTypeScriptTypes(readFileSync(file, 'utf8'))));
  }
}

export type PackageJson = {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
};

/** The house's own package.json, from which both take version, licence and ranges. */
export function readHousePackage(): PackageJson {
  return JSON.parse(readFileSync('package.json', 'utf8'));
}

/** Fills a folder, and packs it into the folder that `--pack-destination` names, else into this one. */
export function pack(packageJson: Omit<PackageJson, 'dependencies'>, fill: (folder: string) => void): void {
  const place = process.argv.indexOf('--pack-destination');
  const destination = resolve(place < 0 ? '.' : (process.argv[place + 1] ?? '.'));
  const folder = mkdtempSync(join(tmpdir(), 'trialgate-pack-'));
  try {
    fill(folder);
    cpSync('LICENSE', join(folder, 'LICENSE'));
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packageJson, null, 2)}\n`);
    mkdirSync(destination, { recursive: true });
    execFileSync('npm', ['pack', '--silent', '--pack-destination', destination], { cwd: folder, stdio: 'inherit' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
