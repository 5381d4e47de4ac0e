import { cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDeclarations } from './pack-declarations.ts';
import { pack, readHousePackage, writeJavaScript } from './pack-package.ts';

/** `npm run pack:sdk -- --pack-destination <folder>`: the tarball `@trialgate/sdk`, which a product installs. */

const ROOM = 'src/sdk';
const DEPENDENCIES = ['cockatiel', 'lru-cache', 'undici'];
const GUIDE = 'docs/adopting.md';
const IMPORTED = /(?:from|import)\s*\(?\s*['"]([^.#'"][^'"]*)['"]/g;

function rangesOf(names: readonly string[]): Record<string, string> {
  const { dependencies } = readHousePackage();
  return Object.fromEntries(names.map((name) => [name, dependencies[name] ?? '*']));
}

/** Because a package that is imported and not declared is there in this house, and not where the SDK is installed. */
function assertDeclared(dist: string): void {
  const imported = new Set<string>();
  for (const file of globSync(`${dist}/**/*.js`)) {
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(IMPORTED)) {
      if (!name.startsWith('node:')) imported.add(name);
    }
  }
  const found = [...imported].sort().join(', ');
  if (found !== DEPENDENCIES.join(', ')) {
    throw new Error(`${ROOM} imports ${found}; scripts/pack-sdk.ts declares ${DEPENDENCIES.join(', ')}.`);
  }
}

/** The guide up to its second step, and where the rest lies. */
function readme(): string {
  const [beginning = ''] = readFileSync(GUIDE, 'utf8').split('\n## 2. ');
  return `${beginning.trimEnd()}\n\nThe other steps, up to the flag at 100 %, are in \`${GUIDE}\` of this package.\n`;
}

const { version, license } = readHousePackage();
const packageJson = {
  name: '@trialgate/sdk',
  version,
  description: 'Which trials may a namespace start? The portal, asked through a cache that is never stale.',
  license,
  type: 'module',
  sideEffects: false,
  // What undici asks for.
  engines: { node: '>=22.19.0' },
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './package.json': './package.json',
  },
  dependencies: rangesOf(DEPENDENCIES),
  peerDependencies: rangesOf(['redis']),
  peerDependenciesMeta: { redis: { optional: true } },
};

pack(packageJson, (folder) => {
  const dist = join(folder, 'dist');
  const files = globSync(`${ROOM}/**/*.ts`).filter((file) => !file.endsWith('.test.ts'));
  writeJavaScript(files, ROOM, dist);
  assertDeclared(dist);
  writeDeclarations(ROOM, dist);
  writeFileSync(join(folder, 'README.md'), readme());
  mkdirSync(join(folder, 'docs'));
  for (const page of [GUIDE, 'docs/errors.md', 'docs/guarantee.md'])
    if (existsSync(page)) cpSync(page, join(folder, page));
});
