import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { freePort } from '../../dev/free-port.ts';
import { startDemoPortal } from './support/demo-portal.ts';
import { expectPrinted, readGuide } from './support/guide.ts';
import {
  BUNDLER,
  COMPANIONS,
  installNode,
  NODENEXT,
  packSdk,
  SampleProject,
  untilAll,
} from './support/sample-project.ts';

/** The tarball @trialgate/sdk, as whoever installs it meets it. The sample is the block of docs/adopting.md that uses every
 * option; the type checker refuses it when an option is missing there. */

const SAMPLE = 'every-option.ts';
const guide = readGuide();
const stack = new AsyncDisposableStack();
const nodes: Record<number, string> = { 24: process.execPath };
let tarball: string;
let bare: SampleProject;
let full: SampleProject;
let environment: Record<string, string>;

async function installProjects(): Promise<void> {
  const packed = await packSdk();
  stack.defer(packed.remove);
  tarball = packed.tarball;
  bare = await SampleProject.create([tarball, 'typescript@~5.9.0']);
  stack.defer(() => bare.remove());
  full = await SampleProject.create([tarball, ...COMPANIONS]);
  stack.defer(() => full.remove());
  for (const { file, code } of guide) await full.write(file, code);
}

async function installNode22(): Promise<void> {
  const { node, remove } = await installNode(22);
  stack.defer(remove);
  nodes[22] = node;
}

async function startServers(): Promise<void> {
  const portal = await startDemoPortal();
  stack.defer(portal.stop);
  const METRICS_PORT = String(await freePort());
  environment = { ...portal.environment, REDIS_URL: inject('redisUrl'), METRICS_PORT };
}

beforeAll(async () => {
  await untilAll([installProjects(), installNode22(), startServers()]);
}, 180_000);
afterAll(() => stack.disposeAsync());

test('holds JavaScript with declarations, the guide and the licence, and no TypeScript', () => {
  const files = execFileSync('tar', ['tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  expect(files).toEqual(
    expect.arrayContaining(['README.md', 'LICENSE', 'docs/adopting.md'].map((one) => `package/${one}`)),
  );
  expect(files).toEqual(expect.arrayContaining(['package/dist/index.js', 'package/dist/index.d.ts']));
  expect(files.filter((file) => /(?<!\.d)\.ts$|\.test\./.test(file))).toEqual([]);
});

test('brings its declared dependencies and no others', () => {
  const { dependencies, peerDependencies } = JSON.parse(
    execFileSync('tar', ['xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }),
  );
  expect(Object.keys(dependencies)).toEqual(['cockatiel', 'lru-cache', 'undici']);
  expect(Object.keys(peerDependencies)).toEqual(['redis']);
});

describe.each([
  ['nodenext', NODENEXT],
  ['bundler', BUNDLER],
])('types under %s', (_, resolution) => {
  // Both compilers, because most teams do not have the newest one.
  test.each(['TypeScript 5.9', 'TypeScript 7'])(
    'need no other package, not even those of Node: %s',
    async (compiler) => {
      const code = `import { createTrialEligibility } from '@trialgate/sdk';
const eligibility = createTrialEligibility({ portal: { url: 'https://portal.example.com', token: 't' } });
export const types: readonly string[] | undefined = (await eligibility.check([1])).get(1)?.trialTypes;
`;
      await bare.write('bare.ts', code);
      const older = compiler.endsWith('5.9') ? [join(bare.folder, 'node_modules/.bin/tsc')] : [];
      expect(await bare.typeCheck(['bare.ts'], { ...resolution, types: [] }, ...older)).toBe('');
    },
  );

  test('take the real clients, loggers and meters', async () => {
    const options = { ...resolution, types: ['node'], exactOptionalPropertyTypes: true };
    expect(await full.typeCheck([SAMPLE, 'cluster.ts'], options)).toBe('');
  });

  test('refuse what is no client', async () => {
    const code = `import { createTrialEligibility } from '@trialgate/sdk';
createTrialEligibility({ portal: { url: '', token: '' }, redis: new Map() });
`;
    await bare.write('wrong.ts', code);
    expect(await bare.typeCheck(['wrong.ts'], { ...resolution, types: [] })).toContain('TS2322');
  });
});

test('the sample with every option compiles', async () => {
  const emitted = { outDir: 'built', rewriteRelativeImportExtensions: true, types: ['node'] };
  expect(await full.typeCheck([SAMPLE], { ...NODENEXT, ...emitted })).toBe('');
});

describe.each([22, 24])('under Node %i', (major) => {
  test('the sample with every option runs', async () => {
    const shown = guide.findLast(({ file }) => file === SAMPLE)?.prints ?? 'nothing is shown';
    expectPrinted(await full.run(nodes[major] ?? '', 'built/every-option.js', environment), shown);
  });

  test('it can be required', async () => {
    await full.write('required.cjs', "console.log(typeof require('@trialgate/sdk').createTrialEligibility);");
    expect(await full.run(nodes[major] ?? '', 'required.cjs', {})).toBe('function');
  });
});
