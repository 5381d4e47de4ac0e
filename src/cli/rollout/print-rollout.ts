import type { RolloutAnswer } from '#portal/contract/rollout-answers.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { saySeconds } from './say-seconds.ts';

const EVENTS_SHOWN = 10;

/** Where a rollout is, what comes next and when, and if not, why not; then steps, gates and what has happened. */
export function printRollout(terminal: Terminal, { rollout }: RolloutAnswer): void {
  terminal.print(`${terminal.paint('bold', rollout.flag)}: ${rollout.now}`);
  const { waivable } = rollout.next;
  if (waivable) {
    terminal.print(`Not to wait for it: trialgate rollout advance ${rollout.flag} --waive ${waivable} --reason "…"`);
  }
  if (rollout.owes_reason) terminal.print(`Say why: trialgate rollout reason ${rollout.flag} --reason "…"`);
  terminal.print(
    `Plan ${rollout.plan_hash.slice(0, 12)}, safe within ${saySeconds(rollout.plan.longest_to_safe_seconds)}.`,
  );
  terminal.print('');
  const marks: Record<string, string> = { done: 'done', here: 'here', ahead: '' };
  const steps = rollout.plan.steps.map((step) => [
    ...[step.environment, step.to, marks[step.state]],
    ...[saySeconds(step.hold_seconds), step.people, step.approvals],
  ]);
  terminal.printTable(['environment', 'step', '', 'at least', 'people', 'approvals'], steps, 'There are no steps.');
  terminal.print('');
  const gates = rollout.gates.map((one) => [one.gate, one.role, one.verdict, one.in_a_row, one.sentence]);
  terminal.printTable(['gate', 'role', 'verdict', 'times', 'because'], gates, 'No gate was asked about this step yet.');
  terminal.print('');
  const told = rollout.events.filter(({ sentence }) => sentence !== null).slice(-EVENTS_SHOWN);
  for (const { at, sentence } of told) terminal.print(`${at}  ${sentence}`);
}
