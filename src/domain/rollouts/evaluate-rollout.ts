import { checkApproval } from './checks/check-approval.ts';
import { checkForeignEdit } from './checks/check-foreign-edit.ts';
import { checkGates } from './checks/check-gates.ts';
import { checkHold } from './checks/check-hold.ts';
import { checkInterlocks } from './checks/check-interlocks.ts';
import { checkMissingNumbers } from './checks/check-missing-numbers.ts';
import { checkPeople } from './checks/check-people.ts';
import { checkPeriod } from './checks/check-period.ts';
import { checkProtection } from './checks/check-protection.ts';
import { checkStart } from './checks/check-start.ts';
import { checkSwitchedOff } from './checks/check-switched-off.ts';
import { checkVerification } from './checks/check-verification.ts';
import { pauseOverdue } from './checks/pause-overdue.ts';
import type { Decision, Situation } from './decision.ts';
import { isOver } from './rollout-state.ts';

type Check = (situation: Situation) => Decision | undefined;

/** Whoever has paused it decides when it goes on; the protective gates are asked all the same. */
const checkPaused: Check = ({ state }) => (state.phase === 'paused' ? { do: 'nothing' } : undefined);

const checkOver: Check = ({ state }) => (isOver(state) || state.phase === 'new' ? { do: 'nothing' } : undefined);

/**
 * The first that has something to say decides. Rolling back stands before everything that waits, because it costs
 * little and can be taken back, and needs neither people enough nor anybody's word; approval is asked last, when all else
 * is well, so that nobody agrees to what was not known.
 */
const CHECKS: readonly Check[] = [
  checkOver,
  checkSwitchedOff,
  checkProtection,
  checkForeignEdit,
  checkPeriod,
  checkPaused,
  checkHold,
  checkMissingNumbers,
  checkGates,
  checkPeople,
  checkVerification,
  checkStart,
  checkInterlocks,
  checkApproval,
];

/** What is to be done with a rollout now. Takes everything that it knows as arguments and changes nothing. */
export function evaluateRollout(situation: Situation): Decision {
  for (const check of CHECKS) {
    const decision = check(situation);
    if (decision) return pauseOverdue(situation, decision) ?? decision;
  }
  return advance(situation);
}

function advance({ state }: Situation): Decision {
  return { do: 'set_step', environment: state.environment, step: state.step + 1 };
}
