import type { TrySummary } from '#portal/contract/rule-answers.ts';
import type { PortalApi } from '../portal-api/portal-api.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { pathOfTryChanges } from './save-try-changes.ts';

const SHOWN = 20;

/** Who gains and who loses by trial type, and the first changes by name. */
export async function printTry(api: PortalApi, terminal: Terminal, id: number, summary: TrySummary): Promise<void> {
  const { rule, change, rule_set: ruleSet, gains, loses } = summary;
  const parameters = Object.entries(change.parameters ?? {}).map(([name, value]) => `${name} ${value}`);
  const tried = [...(change.state ? [change.state] : []), ...parameters].join(', ');
  terminal.print(`${rule} with ${tried}, compared with rule set ${ruleSet}:\n`);
  const rows = summary.by_trial_type.map((one) => [one.trial_type, one.gains, one.loses]);
  const all = rows.length > 1 ? [['together', gains, loses]] : [];
  terminal.printTable(['trial type', 'gain it', 'lose it'], [...rows, ...all], 'Nobody gains or loses anything.');
  if (gains + loses === 0) return;
  terminal.print('');
  const changes = await readFirstChanges(api, id);
  terminal.printTable(['namespace', 'trial type', 'change'], changes, '');
  const more = gains + loses - changes.length;
  if (more > 0) terminal.print(`\nand ${more.toLocaleString('en-US')} more; --job ${id} --csv <file> writes all.`);
}

/** Reads only as much of the CSV as is shown. */
async function readFirstChanges(api: PortalApi, id: number): Promise<string[][]> {
  const stream = await api.stream(pathOfTryChanges(id));
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    text += chunk;
    if (text.split('\n').length > SHOWN + 1) break;
  }
  const [, ...changes] = text.trimEnd().split('\n');
  return changes.slice(0, SHOWN).map((line) => line.split(','));
}
