import { type Command, InvalidArgumentError, Option } from 'commander';
import { ELIGIBILITY_PATH, type EligibilityAnswer, MOST_IDS_BY_GET } from '#sdk/contract.ts';
import { jsonOption } from '../arguments/json-option.ts';
import { readIdArgument } from '../arguments/read-id-argument.ts';
import { readNumberArgument } from '../arguments/read-number-argument.ts';
import { withExamples } from '../arguments/with-examples.ts';
import type { CommandContext } from '../command-context.ts';
import type { Answer, PortalApi } from '../portal-api/portal-api.ts';
import { type Printing, printAnswer } from '../terminal/print-answer.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { WrongUsage } from '../terminal/wrong-usage.ts';

type Floors = Record<string, number>;
type CheckOptions = Printing & {
  readonly atLeast?: Floors;
  readonly reasons?: boolean;
  readonly through: 'portal' | 'sdk';
  readonly times?: number;
};

/** `trialgate check`: the endpoint that products ask, or the SDK through which they ask it. */
export function addCheckCommand(program: Command, context: CommandContext): void {
  const { portal, terminal } = context;
  const command = program
    .command('check')
    .description('which trials namespaces may start')
    .argument('<ids...>', 'ids of namespaces', collectIds)
    .option(
      '--at-least <id=version>',
      'no answer older than this version of a namespace; may be repeated',
      collectFloors,
    )
    .option('--reasons', 'also the codes of the rules that block')
    .addOption(
      new Option('--through <way>', 'as products ask: with their cache').choices(['portal', 'sdk']).default('portal'),
    )
    .option('--times <n>', 'with --through sdk: so many times in one process', readIdArgument)
    .addOption(jsonOption())
    .action(async (ids: readonly number[], options: CheckOptions) => {
      if (options.through === 'sdk') return checkThroughSdk(context, ids, options);
      if (options.times !== undefined) throw new WrongUsage('--times needs --through sdk: the portal has no cache.');
      const answer = await checkEligibility(await portal(), ids, options);
      printAnswer(terminal, options, answer, (body) => printEligibility(terminal, body, ids, options));
    });
  withExamples(
    command,
    'check 1 2 3',
    'check 42 --reasons',
    'check 42 --at-least 42=8 --json',
    'check 42 --through sdk',
  );
}

async function checkThroughSdk(context: CommandContext, ids: readonly number[], options: CheckOptions): Promise<void> {
  if (options.reasons) throw new WrongUsage('--reasons are the portal’s to tell: leave --through sdk out.');
  // Read when it is used, because every other command would wait for it too.
  const { checkAsProduct } = await import('./check-as-product.ts');
  await checkAsProduct(context, ids, options);
}

/** Asks by GET, as products do, and by POST where the ids are too many for an address. */
function checkEligibility(
  portal: PortalApi,
  ids: readonly number[],
  { atLeast, reasons }: CheckOptions,
): Promise<Answer<EligibilityAnswer>> {
  const include = reasons ? 'include=reasons' : '';
  if (ids.length > MOST_IDS_BY_GET) {
    const body = { namespace_ids: ids, ...(atLeast ? { at_least: atLeast } : {}) };
    return portal.send('POST', `${ELIGIBILITY_PATH}${include ? `?${include}` : ''}`, body);
  }
  const asked = ids.map((id) => `namespace_ids[]=${id}`);
  const floors = Object.entries(atLeast ?? {}).map(([id, version]) => `at_least[${id}]=${version}`);
  return portal.get(`${ELIGIBILITY_PATH}?${[...asked, ...floors, ...(include ? [include] : [])].join('&')}`);
}

function printEligibility(
  terminal: Terminal,
  answer: EligibilityAnswer,
  ids: readonly number[],
  { reasons }: CheckOptions,
): void {
  const rows = [...new Set(ids)].map((id) => [
    id,
    answer.namespaces[id]?.join('\n') || 'none',
    answer.versions[id],
    answer.valid_until[id] ?? 'no end',
    ...(reasons ? [listReasons(answer, id)] : []),
  ]);
  const headings = ['namespace', 'trial types', 'version', 'valid until', ...(reasons ? ['reasons'] : [])];
  terminal.printTable(headings, rows, '');
  terminal.print(`\nRule set ${answer.rule_set}, epoch ${answer.epoch}, as of ${answer.as_of}.`);
}

function listReasons(answer: EligibilityAnswer, id: number): string {
  const byType = Object.entries(answer.reasons?.[id] ?? {});
  return byType.map(([type, codes]) => `${type}: ${codes.join(', ')}`).join('\n');
}

function collectIds(text: string, previous: readonly number[] = []): readonly number[] {
  return [...previous, readIdArgument(text)];
}

function collectFloors(text: string, previous: Floors = {}): Floors {
  const [id, version, ...rest] = text.split('=');
  if (id === undefined || version === undefined || rest.length > 0) {
    throw new InvalidArgumentError('Write the id and the version, as in 42=8.');
  }
  return { ...previous, [readIdArgument(id)]: readNumberArgument(version) };
}
