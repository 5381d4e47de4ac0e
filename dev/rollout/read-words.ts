import { Argument, Command, Option } from 'commander';
import { findDefaultFlag, listPlannedFlags } from './find-default-flag.ts';
import type { Injection } from './simulated-product.ts';

const INJECTIONS: readonly Injection[] = ['errors', 'latency', 'mismatch', 'nodata', 'outage'];

/** What the demo is asked for; `at` is a step of production, from 0. */
export type Words = {
  readonly flag: string;
  readonly inject: Injection | undefined;
  readonly at: number;
  readonly json: boolean;
};

/** Ends the process with help where it is asked for, and with a sentence where a word is wrong. */
export function readWords(argv: readonly string[]): Words {
  const command = new Command('npm run demo:rollout --')
    .description('A rollout with its times shortened: a portal, staging and production, people who come and go.')
    .addArgument(new Argument('[flag]', 'whose plan is run').choices(listPlannedFlags()).default(findDefaultFlag()))
    .addOption(new Option('--inject <what>', 'what goes wrong in production').choices(INJECTIONS))
    .addOption(
      new Option('--at <step>', 'the step of production at which it does').choices(['1', '2', '3']).default('2'),
    )
    .option('--json', 'only how it ended, as one line of JSON', false)
    .parse(argv);
  const { inject, at, json } = command.opts<{ inject?: Injection; at: string; json: boolean }>();
  return { flag: String(command.processedArgs[0]), inject, at: Number(at) - 1, json };
}
