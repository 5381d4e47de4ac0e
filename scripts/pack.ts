import { chmodSync, cpSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { buildWeb } from './build-web.ts';
import { pack, readHousePackage, writeJavaScript } from './pack-package.ts';

/** `npm run pack -- --pack-destination <folder>`: the tarball `trialgate`: portal, dashboard and command line. */

const ROOMS = ['domain', 'kit', 'sdk', 'flags', 'rollouts', 'billing', 'removal', 'portal', 'cli'];

const { name, version, description, license, dependencies } = readHousePackage();
const packageJson = {
  name,
  version,
  description,
  license,
  type: 'module',
  engines: { node: '>=24' },
  bin: { trialgate: './dist/cli/main.js' },
  imports: Object.fromEntries(ROOMS.map((room) => [`#${room}/*`, `./dist/${room}/*`])),
  dependencies,
};

await buildWeb();
pack(packageJson, (folder) => {
  const files = ROOMS.flatMap((room) => globSync(`src/${room}/**/*.ts`)).filter((file) => !file.endsWith('.test.ts'));
  writeJavaScript(files, 'src', join(folder, 'dist'));
  for (const file of globSync('src/portal/migrations/*.sql')) cpSync(file, join(folder, file.replace(/^src/, 'dist')));
  cpSync('dist/web/dashboard', join(folder, 'dist/web/dashboard'), { recursive: true });
  chmodSync(join(folder, 'dist/cli/main.js'), 0o755);
  cpSync('README.md', join(folder, 'README.md'));
});
