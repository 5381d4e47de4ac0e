import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { replayEvents } from '#domain/rollouts/apply-event.ts';
import type { Decision } from '#domain/rollouts/decision.ts';
import { evaluateRollout } from '#domain/rollouts/evaluate-rollout.ts';
import { environmentAt, measuredFrom, periodEnd } from '#domain/rollouts/place.ts';
import { reachOf } from '#domain/rollouts/plan.ts';
import { isOver } from '#domain/rollouts/rollout-state.ts';
import { anyMoves, anyPlan, type Move, RolloutModel } from './rollout-model.ts';

const FORWARD = new Set<Decision['do']>(['set_step', 'verify', 'finish_environment', 'complete']);

/** Plays rollouts of any plan against any moves, and asks after each move whether what is promised holds. */
export function checkEvaluator(
  runs: number,
  seed: number,
): { furthest: number; completed: number; rolledBack: number; periods: number; overdue: number } {
  const seen = { furthest: -1, completed: 0, rolledBack: 0, periods: 0, overdue: 0 };
  const property = fc.property(anyPlan, anyMoves, (plan, moves) => {
    const model = new RolloutModel(plan);
    for (const move of moves) {
      const before = structuredClone(model.flags);
      const decision = model.move(move);
      seen.furthest = Math.max(seen.furthest, model.state.step);
      if (decision.do === 'end_period') seen.periods++;
      if (decision.do === 'pause' && decision.because === 'deadline') seen.overdue++;
      checkDecision(model, decision, move);
      checkMonotone(before, model, decision, move);
      checkAlways(model);
      if (isOver(model.state)) break;
    }
    assert.deepEqual(replayEvents(JSON.parse(JSON.stringify(model.events))), model.state, '(6) replays to the same');
    if (model.state.phase === 'completed') seen.completed++;
    if (model.state.phase === 'rolled_back') seen.rolledBack++;
  });
  fc.assert(property, { numRuns: runs, seed });
  return seen;
}

function checkDecision(model: RolloutModel, decision: Decision, move: Move): void {
  if (move.kind !== 'wait' || model.state.step < 0) return;
  if (FORWARD.has(decision.do) && decision.do !== 'set_step') return;
  // What has just been set is judged by the next look.
  const { events } = model;
  if (decision.do !== 'set_step' || events.length < 2) return;
  const [first, ...rest] = move.verdicts;
  const wasFirst = decision.step === 0;
  assert.ok(wasFirst || first !== 'fail', '(2) a failing protective gate never widens');
  const waived = events.some((event) => event.kind === 'waived' && event.what === 'no_data');
  const missing = [first, ...rest].some((verdict) => verdict === 'error' || (verdict === 'no_data' && !waived));
  assert.ok(wasFirst || !missing, '(3) no data never widens');
}

function checkMonotone(before: RolloutModel['flags'], { flags }: RolloutModel, decision: Decision, move: Move): void {
  if (['roll_back', 'note_switched_off', 'end_period'].includes(decision.do)) return;
  if (move.kind === 'set_by_hand' || move.kind === 'revert') return;
  for (const [name, { state }] of Object.entries(flags)) {
    const [now, then] = [reachOf(state), reachOf(before[name]?.state ?? 'off')];
    assert.ok(now.percent >= then.percent, `(5) ${name} went from ${then.percent} to ${now.percent}`);
  }
}

/** What holds in whatever state a rollout is. */
function checkAlways(model: RolloutModel): void {
  const { situation, plan } = model;
  const { state, seen } = situation;
  if (isOver(state)) return;
  const from = measuredFrom(plan, state);
  const gate = (verdict: 'fail' | 'no_data' | 'pass', role: 'protective' | 'signal' = 'protective') => {
    const common = { name: 'failures', role, verdict, sentence: '', inARow: 99, since: 0 };
    return { ...common, at: Math.max(seen.at, from), measuredFrom: from };
  };
  const standsAsWeLeftIt = Object.fromEntries(
    Object.entries(seen.flags).map(([name, flag]) => [name, { ...flag, ...state.touched[name] }]),
  );
  const calm = { ...seen, flags: standsAsWeLeftIt };
  if (state.step >= 0) {
    const failing = evaluateRollout({ ...situation, seen: { ...calm, gates: [gate('fail')] } });
    assert.equal(failing.do, 'roll_back', '(1) rolls back from every state in one turn');
    const silent = evaluateRollout({ ...situation, seen: { ...calm, gates: [gate('no_data')] } });
    const waived = state.waived.includes('no_data');
    assert.ok(waived || !FORWARD.has(silent.do), '(3) no data never widens');
    assert.notEqual(silent.do, 'roll_back', '(3) nor rolls back');
    const deaf = evaluateRollout({ ...situation, seen: { ...calm, gates: [], people: undefined } });
    assert.ok(!FORWARD.has(deaf.do) && deaf.do !== 'roll_back', '(3) nor does nothing at all');
  }
  const end = periodEnd(situation);
  if (end !== undefined && seen.at >= end && !state.isPeriodOver) {
    const now = evaluateRollout({ ...situation, seen: calm }).do;
    assert.ok(now === 'end_period' || now === 'roll_back', 'a period ends on time, also while it is paused');
  }
  const unapproved = evaluateRollout({ ...situation, state: { ...state, approvedBy: [] } });
  const approved = evaluateRollout({ ...situation, state: { ...state, approvedBy: [1, 2, 3] } });
  const waits = unapproved.do === 'ask_approval' || (unapproved.do === 'hold' && unapproved.because === 'approval');
  if (!waits) assert.deepEqual(approved, unapproved, '(4) approval alone changes nothing');
  const { name } = environmentAt(situation);
  const off = { ...calm.flags, [name]: { state: 'off', revision: 99, by: 'somebody' } };
  if (state.step >= 0) {
    const switched = evaluateRollout({ ...situation, seen: { ...calm, flags: off } });
    assert.equal(switched.do, 'note_switched_off', 'switching it off is a roll back in every state');
  }
}
