import { existsSync, globSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'vite';
import { PAGES_FOLDER } from '#saas/pages/pages-folder.ts';

const PROJECT = join(import.meta.dirname, '..');
const SOURCES = ['src/web/**/*', 'src/domain/**/*.ts', 'scripts/build-web.ts', 'package-lock.json'];

/** Builds the pages where they are older than their sources. @returns whether it did. */
export async function buildWeb(folder: string = PAGES_FOLDER): Promise<boolean> {
  if (isFresh(folder)) return false;
  // Beside it, and then in its place: whoever serves the pages never meets half of them.
  const fresh = `${folder}-${process.pid}`;
  await asProduction(() => buildInto(fresh));
  await putInPlace(fresh, folder);
  return true;
}

async function buildInto(folder: string): Promise<void> {
  const { build } = await import('vite');
  const { default: react } = await import('@vitejs/plugin-react');
  await build({
    ...{ configFile: false, root: join(PROJECT, 'src/web/saas'), base: '/', logLevel: 'warn' },
    plugins: [react(), onlyOwnRooms()],
    build: {
      ...{ outDir: folder, emptyOutDir: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
      // The budget is of compressed bytes, and a test keeps it.
      chunkSizeWarningLimit: 1_000,
    },
  });
}

/** Libraries choose by this variable, which a test runner or a developer's shell may have set to something else. */
async function asProduction(work: () => Promise<void>): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/** Two quick renames; where another process was quicker, its build is as good as this one. */
async function putInPlace(fresh: string, folder: string): Promise<void> {
  const old = `${fresh}-old`;
  await mkdir(dirname(folder), { recursive: true });
  await rename(folder, old).catch(() => {});
  await rename(fresh, folder).catch((error: Error) => {
    if (!isFresh(folder)) throw error;
  });
  await Promise.all([fresh, old].map((one) => rm(one, { recursive: true, force: true })));
}

function isFresh(folder: string): boolean {
  const built = join(folder, 'index.html');
  if (!existsSync(built)) return false;
  const { mtimeMs } = statSync(built);
  const sources = globSync(SOURCES, { cwd: PROJECT });
  return sources.length > 0 && sources.every((file) => statSync(join(PROJECT, file)).mtimeMs <= mtimeMs);
}

/** Types of other rooms are gone by now; code of theirs has no business in a browser. */
function onlyOwnRooms(): Plugin {
  return {
    name: 'only-own-rooms',
    load(id) {
      const file = relative(PROJECT, id.replace(/\?.*$/, ''));
      const room = /^src\/([^/]+)\//.exec(file)?.[1];
      if (room && room !== 'web' && room !== 'domain') this.error(`${file} must not get into the pages.`);
      return null;
    },
  };
}

if (import.meta.main) console.log((await buildWeb()) ? `Built ${PAGES_FOLDER}.` : 'The pages are up to date.');
