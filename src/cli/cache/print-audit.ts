import { countOf } from '../terminal/count-of.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Finding } from './compare-entry.ts';
import type { AuditResult } from './run-audit.ts';

const WORDS: Readonly<Record<Finding, string>> = {
  same: 'the same as the portal',
  absent: 'nothing there that would be served',
  tombstone: 'changed, and nobody has asked since',
  older_rules: 'by older rules: asked again before it is served',
  behind: 'behind the portal, also at a second look',
  ahead: 'AHEAD of the portal: a version that never was',
  different: 'DIFFERENT from the portal at the same version',
};
const MOST_SHOWN = 20;

/** What an audit found, for people. */
export function printAudit(terminal: Terminal, result: AuditResult, place: string, repair: boolean): void {
  terminal.print(`Compared ${countOf(result.compared, 'namespace')}: ${place} with the portal.\n`);
  for (const [finding, count] of Object.entries(result.counts) as [Finding, number][]) {
    terminal.print(`  ${count.toLocaleString('en-US').padStart(12)}  ${WORDS[finding]}`);
  }
  const { suspicions, repaired, remaining } = result;
  if (suspicions.length > 0) {
    terminal.print('');
    const rows = suspicions
      .slice(0, MOST_SHOWN)
      .map(({ finding, entry, portal }) => [
        entry.namespace_id,
        finding,
        `${entry.trial_types?.join(', ') || 'none'} (${entry.version} of epoch ${entry.epoch})`,
        `${portal.trialTypes.join(', ') || 'none'} (${portal.version} of epoch ${portal.epoch})`,
        entry.verdict === 'hit',
      ]);
    terminal.printTable(['namespace', 'is', 'the cache says', 'the portal says', 'served'], rows, '');
    const more = suspicions.length - rows.length;
    if (more > 0) terminal.print(`and ${more.toLocaleString('en-US')} more; --json shows all.`);
  }
  if (repair) terminal.print(`\n${countOf(repaired, 'namespace')} repaired: every process asks the portal again.`);
  else if (suspicions.length > 0) terminal.print('\n--repair makes every process ask the portal for these again.');
  if (remaining > 0) terminal.print(terminal.paint('red', `Violations left: ${remaining.toLocaleString('en-US')}.`));
}
