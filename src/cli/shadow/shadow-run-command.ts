import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { readNumberArgument } from '../arguments/read-number-argument.ts';
import { readShareArgument } from '../arguments/read-share-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import { connectToSaas } from '../cache/connect-to-saas.ts';
import type { CommandContext } from '../command-context.ts';
import type { PortalApi } from '../portal-api/portal-api.ts';
import { patiently } from '../progress/patiently.ts';
import { Progress } from '../progress/progress.ts';
import { untilLeft } from '../progress/until-left.ts';
import type { Printing } from '../terminal/print-answer.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { printRunReport } from './print-run-report.ts';

type RunOptions = Printing & { readonly sample: number; readonly perSecond: number; readonly resume?: number };
type Run = { readonly id: number; readonly per_million: number; readonly until_id: number; readonly compared: number };
type Part = { readonly until_id: number; readonly is_done: boolean };

const PATH = '/api/v1/comparisons/runs';
const COMPARE = '/api/v4/internal/eligibility_comparisons';
const BATCH = 500;

/** `trialgate shadow run`: compares without traffic; it may be left and gone on with. */
export function addShadowRunCommand(shadow: Command, { environment, portal, terminal }: CommandContext): void {
  const command = shadow
    .command('run')
    .description('compare old and new for every namespace of the product, or for a sample')
    .option('--sample <share>', 'of the namespaces, such as 0.1', readShareArgument, 1)
    .option('--per-second <n>', 'namespaces looked at in a second, at most', readNumberArgument, 5_000)
    .option('--resume <id>', 'go on with a run that was left', readIdArgument)
    .addOption(jsonOption())
    .action(async (options: RunOptions) => {
      const api = await portal();
      const { api: saas } = await connectToSaas(environment);
      const run = await beginOrResume(api, options);
      const comparing = { saas, run, perSecond: options.perSecond, terminal };
      await untilLeft(
        (signal) => compareAll(comparing, signal),
        () => `It stands where it is: go on with "trialgate shadow run --resume ${run.id}".`,
      );
      await api.send('POST', `${PATH}/${run.id}/finish`);
      await printRunReport(api, terminal, run.id, options);
    });
  withExamples(command, 'shadow run', 'shadow run --sample 0.1 --per-second 1000', 'shadow run --resume 3');
}

async function beginOrResume(api: PortalApi, { resume, sample }: RunOptions): Promise<Run> {
  if (resume !== undefined) return (await api.get<{ run: Run }>(`${PATH}/${resume}`)).body.run;
  return (await api.send<{ run: Run }>('POST', PATH, { per_million: perMillionOf(sample) })).body.run;
}

/** The wire takes whole numbers alone. */
const perMillionOf = (share: number) => Math.max(1, Math.round(share * 1_000_000));

type Comparing = {
  readonly saas: PortalApi;
  readonly run: Run;
  readonly perSecond: number;
  readonly terminal: Terminal;
};

async function compareAll({ saas, run, perSecond, terminal }: Comparing, signal: AbortSignal): Promise<void> {
  const { namespaces } = (await saas.get<{ namespaces: number }>(COMPARE, {}, signal)).body;
  const progress = new Progress(terminal, `comparison ${run.id}`);
  const limit = Math.max(1, Math.min(BATCH, Math.ceil(perSecond)));
  let [after, looked] = [run.until_id, run.compared];
  try {
    for (;;) {
      const began = performance.now();
      const body = { run_id: run.id, after, limit, per_million: run.per_million };
      const part = (await patiently(signal, () => saas.send<Part>('POST', COMPARE, body))).body;
      if (part.is_done) return;
      after = part.until_id;
      looked += limit;
      progress.show('comparing', Math.min(looked, namespaces), namespaces);
      const spare = (limit / perSecond) * 1_000 - (performance.now() - began);
      if (spare > 0) await setTimeout(spare, undefined, { signal });
    }
  } finally {
    progress.stop();
  }
}
