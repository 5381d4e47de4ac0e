import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** `npm run pack -- --pack-destination <folder>`: portal and command line as JavaScript, since Node strips no types
 * under node_modules. */

const ROOMS = ['domain', 'kit', 'sdk', 'portal', 'cli'];
const SPECIFIER = /((?:from|import)\s*\(?\s*['"])([.#][^'"]*)\.ts(['"])/g;

function writeJavaScript(file: string, folder: string): void {
  const target = join(folder, file.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js'));
  const stripped = stripTypeScriptTypes(readFileSync(file, 'utf8'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, stripped.replace(SPECIFIER, '$1$2.js$3'));
}

function writePackageJson(folder: string): void {
  const { name, version, description, license, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const imports = Object.fromEntries(ROOMS.map((room) => [`#${room}/*`, `./dist/${room}/*`]));
  const bin = { trialgate: './dist/cli/main.js' };
  const packed = {
    name,
    version,
    description,
    license,
    type: 'module',
    engines: { node: '>=24' },
    bin,
    imports,
    dependencies,
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`);
}

function main(): void {
  const place = process.argv.indexOf('--pack-destination');
  const destination = resolve(place < 0 ? '.' : (process.argv[place + 1] ?? '.'));
  const folder = mkdtempSync(join(tmpdir(), 'trialgate-pack-'));
  try {
    const files = ROOMS.flatMap((room) => globSync(`src/${room}/**/*.ts`)).filter((file) => !file.endsWith('.test.ts'));
    for (const file of files) writeJavaScript(file, folder);
    for (const file of globSync('src/portal/migrations/*.sql'))
      cpSync(file, join(folder, file.replace(/^src/, 'dist')));
    chmodSync(join(folder, 'dist/cli/main.js'), 0o755);
    for (const file of ['README.md', 'LICENSE']) cpSync(file, join(folder, file));
    writePackageJson(folder);
    mkdirSync(destination, { recursive: true });
    execFileSync('npm', ['pack', '--silent', '--pack-destination', destination], { cwd: folder, stdio: 'inherit' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
