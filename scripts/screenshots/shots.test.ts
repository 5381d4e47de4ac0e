import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PAGE_PATHS as DASHBOARD } from '#portal/pages/page-paths.ts';
import { PAGE_PATHS as SAAS } from '#saas/pages/page-paths.ts';
import { dashboardShots, SHOWN as SHOWN_DASHBOARD } from './dashboard-shots.ts';
import { SHOWN as SHOWN_SAAS, saasShots } from './saas-shots.ts';
import { shotsOf } from './shots-of.ts';

/** The routes that the browser knows. */
const routesIn = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/<Route\s+path="([^"]*)"/g)].map(([, path]) => (path === '/' ? '' : path));

describe.each([
  ['dashboard', DASHBOARD, SHOWN_DASHBOARD, dashboardShots, 'src/web/dashboard/pages.tsx'],
  ['saas', SAAS, SHOWN_SAAS, saasShots, 'src/web/saas/app.tsx'],
] as const)('%s', (_, paths, shown, shots, file) => {
  test('every page is in a picture, or leads to another', () => {
    expect(paths.length).toBeGreaterThan(5);
    const taken = shots().map(({ path }) => path);
    const untaken = paths.filter((path) => shown[path] !== null && !taken.includes(shown[path]?.path ?? path));
    expect(untaken).toEqual([]);
    expect(taken.filter((path) => path.includes(':'))).toEqual([]);
  });

  test('nothing is said of a page that there is not', () => {
    expect(Object.keys(shown).filter((path) => !(paths as readonly string[]).includes(path))).toEqual([]);
  });

  test('what is served is what the browser has a route for', () => {
    expect(routesIn(file).sort()).toEqual(paths.map((path) => (path === '/' ? '' : path)).sort());
  });
});

test('a new page with a thing in its path is not forgotten', () => {
  expect(shotsOf(['/new_pages'], {})).toEqual([{ name: 'new-pages', path: '/new_pages', isSignedIn: true }]);
  expect(() => shotsOf(['/new_pages/:id'], {})).toThrow('Which /new_pages/:id is in the picture?');
});

test('each picture has a name of its own, and README shows pictures that are made', () => {
  const names = [...dashboardShots(), ...saasShots()].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const shown = [...readFileSync('README.md', 'utf8').matchAll(/docs\/screenshots\/([a-z-]+)-(?:light|dark)\.png/g)];
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.map(([, name]) => name).filter((name) => !names.includes(name ?? ''))).toEqual([]);
});
