import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './ensure-chromium.ts';
import { ensureFaketime } from './ensure-faketime.ts';
import { ensurePrometheus } from './ensure-prometheus.ts';
import { ensureRedis } from './ensure-redis.ts';
import { ensureSpin } from './ensure-spin.ts';

/** `npm test`: every check one after another, all of them even when one fails; the last line counts. */

type Count = { passed: number; failed: number };
type Check = { readonly name: string; readonly command: readonly string[] };

// What one process has stripped of its types, the hundreds that come after it need not strip again.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'trialgate-compile-cache');

const CHECKS: readonly Check[] = [
  { name: 'format, lint and layers', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'dead code', command: ['knip'] },
];

function run(command: readonly string[]): Promise<number> {
  const [program, ...rest] = command;
  return new Promise((resolve) => {
    const child = spawn(program ?? '', rest, { stdio: 'inherit' });
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function runCheck({ name, command }: Check): Promise<Count> {
  process.stdout.write(`\n== ${name}\n`);
  const ok = (await run(command)) === 0;
  if (!ok) process.stdout.write(`== ${name}: failed\n`);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

async function runVitest(): Promise<Count> {
  process.stdout.write('\n== unit, integration and browser tests\n');
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-report-'));
  const report = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await run(['vitest', 'run', ...reporters, ...process.argv.slice(2)]);
    const {
      numPassedTests: passed,
      numFailedTests: failed,
      numTotalTests: total,
    } = JSON.parse(await readFile(report, 'utf8'));
    // A skipped test is one that nobody ran; a run that failed without a failed test broke outside of one.
    const unaccounted = total - passed - failed;
    return { passed, failed: failed + unaccounted + (code !== 0 && failed === 0 ? 1 : 0) };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<Count> {
  ensureChromium();
  ensureRedis();
  ensureFaketime();
  ensurePrometheus();
  ensureSpin();
  const total: Count = { passed: 0, failed: 0 };
  const steps = [...CHECKS.map((check) => () => runCheck(check)), runVitest];
  for (const step of steps) {
    const { passed, failed } = await step();
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

const { passed, failed } = await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  return { passed: 0, failed: 1 };
});
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
