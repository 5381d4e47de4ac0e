import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './ensure-chromium.ts';
import { ensureFaketime } from './ensure-faketime.ts';
import { ensurePrometheus } from './ensure-prometheus.ts';
import { ensureRedis } from './ensure-redis.ts';
import { ensureSpin } from './ensure-spin.ts';

/** `npm test`: every check and then the tests, all of them even when one fails; the last line counts. */

type Count = { passed: number; failed: number };
type Check = { readonly name: string; readonly command: readonly string[] };

// What one process has stripped of its types, the hundreds that come after it need not strip again.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'trialgate-compile-cache');

const CHECKS: readonly Check[] = [
  { name: 'format, lint and layers', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'dead code', command: ['knip'] },
];

/** @param hear told of what it prints, which goes to the terminal otherwise. */
function run(command: readonly string[], hear?: (text: string) => void): Promise<number> {
  const [program, ...rest] = command;
  return new Promise((resolve) => {
    const child = spawn(program ?? '', rest, { stdio: hear ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', hear ?? (() => {}));
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** Beside others, so that what it says is kept until it has ended. */
async function runCheck({ name, command }: Check): Promise<Count> {
  let said = '';
  const code = await run(command, (text) => {
    said += text;
  });
  process.stdout.write(`\n== ${name}\n${said}${code === 0 ? '' : `== ${name}: failed\n`}`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
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
  const counts = [...(await Promise.all(CHECKS.map(runCheck))), await runVitest()];
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  };
}

const { passed, failed } = await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  return { passed: 0, failed: 1 };
});
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
