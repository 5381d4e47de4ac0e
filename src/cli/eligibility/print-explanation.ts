import type { Explanation } from '#portal/contract/explanation-answer.ts';
import { showValue } from '../terminal/show-value.ts';
import type { Terminal } from '../terminal/terminal.ts';

type Decision = Explanation['decisions'][number];

/** The explanation as an operator reads it aloud on the telephone: the verdicts first, what they rest on after. */
export function printExplanation(terminal: Terminal, explanation: Explanation): void {
  const { namespace_id: id, at, version, rule_set: ruleSet, decisions } = explanation;
  terminal.print(terminal.paint('bold', `Namespace ${id} as of ${at} (version ${version}, rule set ${ruleSet})`));
  if (decisions.length === 0) terminal.print('\nNo trial type is offered.');
  for (const decision of decisions) printDecision(terminal, decision);
  printFacts(terminal, explanation.facts);
  printRecords(terminal, explanation);
}

function printDecision(terminal: Terminal, decision: Decision): void {
  const codes = decision.reasons.map((reason) => reason.code).join(', ');
  const verdict = decision.eligible
    ? terminal.paint('green', `${decision.trial_type} may be started.`)
    : terminal.paint('red', `${decision.trial_type} may not be started: ${codes}.`);
  const until = decision.valid_until ? `until ${decision.valid_until}` : 'until something is changed';
  terminal.print(`\n${verdict}\n  This holds ${until}.`);
  for (const rule of decision.rules) {
    const asked = rule.asked === 'at_application' ? ', asked when somebody applies' : '';
    const blocks = rule.blocks ? terminal.paint('red', 'blocks: yes') : 'blocks: no';
    terminal.print(`\n  ${terminal.paint('bold', rule.code)} (${rule.state}${asked})  ${blocks}`);
    terminal.print(`    For operators: ${showValue(rule.sentence)}`);
    const forCustomers = rule.blocks ? 'For customers' : 'For customers, if it blocked';
    terminal.print(`    ${forCustomers}: ${showValue(rule.customer_sentence)}`);
  }
}

function printFacts(terminal: Terminal, facts: Explanation['facts']): void {
  printHeading(terminal, 'Facts');
  const until = facts.blocked_until ? `until ${facts.blocked_until}` : 'without an end date';
  terminal.print(facts.blocked ? `Blocked by an operator, ${until}.` : 'Not blocked.');
  const trials = facts.trials.map((one) => [one.trial_type, one.starts_on, one.ends_on, one.allowed_again]);
  terminal.printTable(['trial', 'starts on', 'ends on', 'allowed again'], trials, 'No trials count.');
  const purchases = facts.purchases.map((one) => [one.product, one.trial, one.starts_on, one.ends_on]);
  terminal.printTable(['purchase', 'trial', 'starts on', 'ends on'], purchases, 'No purchases count.');
}

function printRecords(terminal: Terminal, { history, purchases, refusals }: Explanation): void {
  printHeading(terminal, 'History, as it is recorded now');
  terminal.printTable(
    ['trial', 'type', 'starts on', 'ends on', 'state', 'uid', 'rule set', 'origin', 'voided at'],
    history.map((one) => [
      one.id,
      one.trial_type,
      one.starts_on,
      one.ends_on,
      one.state,
      one.uid,
      one.rule_set,
      one.origin,
      one.voided_at,
    ]),
    'No trials.',
  );
  printHeading(terminal, 'Purchases');
  terminal.printTable(headingsOf(purchases), purchases.map(Object.values), 'No purchases.');
  printHeading(terminal, 'Refused applications');
  terminal.printTable(
    ['at', 'type', 'uid', 'because of', 'rule set', 'request'],
    refusals.map((one) => [one.at, one.trial_type, one.uid, one.codes, one.rule_set, one.request_id]),
    'None.',
  );
}

function headingsOf(rows: readonly object[]): string[] {
  return Object.keys(rows[0] ?? {}).map((name) => name.replaceAll('_', ' '));
}

function printHeading(terminal: Terminal, heading: string): void {
  terminal.print(`\n${terminal.paint('bold', heading)}`);
}
