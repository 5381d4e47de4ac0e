import Table from 'cli-table3';
import { benchApply } from './apply.ts';
import { benchBilling } from './billing.ts';
import { benchCache } from './cache.ts';
import { benchDecision } from './decision.ts';
import { benchEndpoint } from './endpoint.ts';
import { benchFlags } from './flags.ts';
import { benchInvalidation } from './invalidation.ts';
import type { Report } from './report.ts';
import { benchList } from './saas/list.ts';
import { benchRegistration } from './saas/registration.ts';
import { benchShadow } from './shadow.ts';
import { benchTry } from './try.ts';

/** `npm run bench -- <name> [--json]`: peers side by side in one run. Exit code 0 whether targets are met or not. */

export type Bench = (onProgress: (text: string) => void) => Promise<Report>;

const BENCHES: Record<string, Bench> = {
  decision: benchDecision,
  endpoint: benchEndpoint,
  apply: benchApply,
  try: benchTry,
  cache: benchCache,
  invalidation: benchInvalidation,
  flags: benchFlags,
  registration: benchRegistration,
  list: benchList,
  shadow: benchShadow,
  billing: benchBilling,
};

function print(report: Report): void {
  const style = process.stdout.isTTY ? {} : { style: { head: [], border: [] } };
  const rows = new Table({ head: ['peer', 'batch', 'concurrency', 'ops/s', 'p50 µs', 'p99 µs', 'ratio'], ...style });
  for (const row of report.rows) {
    rows.push([row.name, row.batch, row.concurrency, row.ops_per_second, row.p50_us, row.p99_us, row.ratio ?? '']);
  }
  const targets = new Table({ head: ['target', 'measured', 'bound', 'met'], ...style });
  for (const { name, value, bound, met } of report.targets) targets.push([name, value, bound, met ? 'yes' : 'no']);
  process.stdout.write(`${report.bench} on ${report.machine}\n${rows}\n${targets}\n`);
}

async function main(): Promise<void> {
  const names = process.argv.slice(2).filter((one) => !one.startsWith('--'));
  const json = process.argv.includes('--json');
  const chosen = names.length === 0 ? Object.keys(BENCHES) : names;
  for (const name of chosen) {
    const bench = BENCHES[name];
    if (!bench) throw new Error(`There is no bench ${name}; there are ${Object.keys(BENCHES).join(', ')}.`);
    const onProgress = (text: string) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${name}: ${text}`);
    };
    const report = await bench(onProgress);
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else print(report);
  }
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
