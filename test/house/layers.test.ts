import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LAYERS, layerOverrides } from '../../scripts/layers.ts';

const ROOMS = Object.keys(LAYERS);
const PROBE = 'layer-probe';

/** What each probe imports, and whether it may. A file each, so that one run of the linter judges them all. */
const PROBES = ROOMS.flatMap((room) => [
  ...ROOMS.filter((other) => other !== room).flatMap((other) => [
    {
      room,
      specifier: `#${other}/anything/at-all.ts`,
      isAllowed: LAYERS[room]?.allowed.includes(`#${other}/**`) ?? false,
    },
    { room, specifier: `../../${other}/anything.ts`, isAllowed: false },
  ]),
  { room, specifier: '../../../dev/start.ts', isAllowed: false },
  { room, specifier: './beside.ts', isAllowed: true },
  { room, specifier: 'node:fs', isAllowed: room !== 'domain' },
]).map((probe, index) => ({ ...probe, file: join('src', probe.room, PROBE, `probe-${index}.ts`) }));

type Diagnostic = { readonly category: string; readonly message: string; readonly location: { readonly path: string } };
let diagnostics: readonly Diagnostic[];

beforeAll(() => {
  for (const room of ROOMS) mkdirSync(join('src', room, PROBE), { recursive: true });
  for (const { file, specifier } of PROBES) writeFileSync(file, `import '${specifier}';\n`);
  const flags = ['lint', '--reporter=json', '--max-diagnostics=none', '--only=style/noRestrictedImports'];
  const folders = ROOMS.map((room) => join('src', room, PROBE));
  const { stdout } = spawnSync('node_modules/.bin/biome', [...flags, ...folders], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const said = JSON.parse(stdout) as { summary: { unchanged: number; changed: number }; diagnostics: Diagnostic[] };
  // A check that looked at nothing must not pass.
  expect(said.summary.unchanged + said.summary.changed).toBe(PROBES.length);
  ({ diagnostics } = said);
});
afterAll(() => {
  for (const room of ROOMS) rmSync(join('src', room, PROBE), { recursive: true, force: true });
});

test('biome.json says what the table of layers says', () => {
  const { overrides } = JSON.parse(readFileSync('biome.json', 'utf8'));
  const rooms = overrides.filter((one: { includes: string[] }) => one.includes[0]?.startsWith('src/'));
  expect(rooms).toEqual(layerOverrides());
  expect(rooms).toHaveLength(ROOMS.length);
});

test.each(ROOMS)('%s may import nothing but what the table allows, and reads why', (room) => {
  for (const { file, specifier, isAllowed } of PROBES.filter((probe) => probe.room === room)) {
    const found = diagnostics.filter(({ location }) => location.path.endsWith(file)).map(({ message }) => message);
    if (isAllowed) expect({ specifier, found }).toEqual({ specifier, found: [] });
    else
      expect({ specifier, found: found.join() }).toMatchObject({
        found: expect.stringContaining(`Not from ${room}: ${LAYERS[room]?.because}`),
      });
  }
});
