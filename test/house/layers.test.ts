import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LAYERS, layerOverrides } from '../../scripts/layers.ts';

const ROOMS = Object.keys(LAYERS);
const PROBE = 'layer-probe';

function lint(room: string, specifier: string): string {
  const file = join('src', room, PROBE, 'probe.ts');
  writeFileSync(file, `import '${specifier}';\n`);
  const { stdout, stderr } = spawnSync('node_modules/.bin/biome', ['lint', '--colors=off', file], { encoding: 'utf8' });
  expect(`${stdout}${stderr}`).toContain('Checked 1 file');
  return `${stdout}${stderr}`;
}

beforeAll(() => {
  for (const room of ROOMS) mkdirSync(join('src', room, PROBE), { recursive: true });
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
  for (const other of ROOMS.filter((one) => one !== room)) {
    const allowed = LAYERS[room]?.allowed.includes(`#${other}/**`) ?? false;
    const said = lint(room, `#${other}/anything/at-all.ts`);
    if (allowed) expect(said).not.toContain(`Not from ${room}`);
    else expect(said).toContain(LAYERS[room]?.because);
    expect(lint(room, `../../${other}/anything.ts`)).toContain(`Not from ${room}`);
  }
  expect(lint(room, '../../../dev/start.ts')).toContain(`Not from ${room}`);
  expect(lint(room, './beside.ts')).not.toContain(`Not from ${room}`);
});

test('the ground knows neither node nor npm', () => {
  expect(lint('domain', 'node:fs')).toContain('Not from domain');
});
