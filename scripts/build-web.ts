import { existsSync, globSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'vite';
import { DASHBOARD_FOLDER } from '#portal/pages/pages-folder.ts';
import { PAGES_FOLDER } from '#saas/pages/pages-folder.ts';

const PROJECT = join(import.meta.dirname, '..');
const SHARED = [
  'src/web/api/**/*',
  'src/web/design/**/*',
  'src/domain/**/*.ts',
  'scripts/build-web.ts',
  'package-lock.json',
];

type Pages = { readonly name: string; readonly base: string; readonly folder: string };

/** The product's pages, which saas serves, and the dashboard, which the portal does. */
const ALL: readonly Pages[] = [
  { name: 'saas', base: '/', folder: PAGES_FOLDER },
  { name: 'dashboard', base: '/dashboard/', folder: DASHBOARD_FOLDER },
];

/** Builds those pages that are older than their sources. @returns where it built any. */
export async function buildWeb(): Promise<string[]> {
  const built: string[] = [];
  for (const pages of ALL) {
    if (isFresh(pages)) continue;
    // Beside it, and then in its place: whoever serves the pages never meets half of them.
    const fresh = `${pages.folder}-${process.pid}`;
    await asProduction(() => buildInto(fresh, pages));
    await putInPlace(fresh, pages);
    built.push(pages.folder);
  }
  return built;
}

async function buildInto(folder: string, { name, base }: Pages): Promise<void> {
  const { build } = await import('vite');
  const { default: react } = await import('@vitejs/plugin-react');
  await build({
    configFile: false,
    root: join(PROJECT, 'src/web', name),
    base,
    logLevel: 'warn',
    plugins: [react(), onlyOwnRooms()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
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
async function putInPlace(fresh: string, pages: Pages): Promise<void> {
  const { folder } = pages;
  const old = `${fresh}-old`;
  await mkdir(dirname(folder), { recursive: true });
  await rename(folder, old).catch(() => {});
  await rename(fresh, folder).catch((error: Error) => {
    if (!isFresh(pages)) throw error;
  });
  await Promise.all([fresh, old].map((one) => rm(one, { recursive: true, force: true })));
}

function isFresh({ name, folder }: Pages): boolean {
  const built = join(folder, 'index.html');
  if (!existsSync(built)) return false;
  const { mtimeMs } = statSync(built);
  const sources = globSync([`src/web/${name}/**/*`, ...SHARED], { cwd: PROJECT });
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

if (import.meta.main) {
  const built = await buildWeb();
  console.log(built.length > 0 ? `Built ${built.join(' and ')}.` : 'The pages are up to date.');
}
