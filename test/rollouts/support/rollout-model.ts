import fc from 'fast-check';
import { applyEvent } from '#domain/rollouts/apply-event.ts';
import type { Decision, Observed, Situation } from '#domain/rollouts/decision.ts';
import { evaluateRollout } from '#domain/rollouts/evaluate-rollout.ts';
import type { Gate, GateResult, Verdict } from '#domain/rollouts/gate.ts';
import { environmentAt, measuredFrom, nextStep } from '#domain/rollouts/place.ts';
import type { Plan } from '#domain/rollouts/plan.ts';
import { CONTROLLER, type RolloutEvent, WAIVABLE } from '#domain/rollouts/rollout-event.ts';
import { type RolloutState, UNSTARTED } from '#domain/rollouts/rollout-state.ts';

/** A rollout in which flags, gates, people and time do what a test says, and the controller what the evaluator says. */

const PERSON = { id: 7, name: 'A person' };
const LADDER = ['users:1', 'percent:1+users:1', 'percent:10+users:1', 'percent:50+users:1', 'on'];
const VERDICTS: readonly Verdict[] = ['pass', 'fail', 'inconclusive', 'error', 'no_data'];

export const GATES: readonly Gate[] = [
  { name: 'failures', role: 'protective', kind: 'drift' },
  { name: 'split', role: 'health', kind: 'drift' },
  { name: 'nice', role: 'signal', kind: 'drift' },
];

/** A plan of one or two environments, with whatever durations and approvals. */
export const anyPlan: fc.Arbitrary<Plan> = fc
  .record({
    environments: fc.integer({ min: 1, max: 2 }),
    hold: fc.integer({ min: 0, max: 120 }),
    settle: fc.integer({ min: 0, max: 30 }),
    verify: fc.integer({ min: 0, max: 300 }),
    presence: fc.constantFrom(0, 60),
    people: fc.integer({ min: 0, max: 50 }),
    approvals: fc.integer({ min: 0, max: 2 }),
    failuresInARow: fc.integer({ min: 1, max: 3 }),
    maxStepFactor: fc.constantFrom(2, 10, 100),
    // Which step is for a period, and for how long; the last one never is.
    passing: fc.integer({ min: 0, max: 6 }),
    period: fc.integer({ min: 40, max: 300 }),
    deadline: fc.constantFrom(0, 0, 900),
  })
  .map(({ environments, hold, settle, verify, presence, failuresInARow, maxStepFactor, ...step }) => ({
    flag: 'example_flag',
    owners: ['us'],
    stakeholders: [],
    expectations: '',
    couldGoWrong: [],
    watch: [],
    gates: GATES,
    channels: [],
    checkEvery: 10,
    settle,
    failuresInARow,
    maxStepFactor,
    people: { metric: 'registrations_total', exposed: 'on' },
    environments: Array.from({ length: environments }, (_, place) => ({
      name: `environment-${place}`,
      verify,
      presence,
      onFail: 'rollback' as const,
      interlocks: ['incident' as const],
      channels: [],
      commit: null,
      // biome-ignore lint/suspicious/noThenProperty: a plan has it
      noData: { grace: 60, then: 'hold' as const },
      steps: LADDER.map((to, at) => {
        const period = at === step.passing && to !== 'on' ? step.period : 0;
        const { people, approvals, deadline } = step;
        const gates = GATES.map(({ name }) => name);
        return { to, hold, period, deadline, people, gates, approvals, approvers: ['admin'] };
      }),
    })),
  }));

export type Move =
  | { readonly kind: 'wait'; readonly seconds: number; readonly verdicts: readonly Verdict[]; readonly people: number }
  | { readonly kind: 'set_by_hand'; readonly state: string }
  | { readonly kind: 'incident'; readonly is: boolean }
  | { readonly kind: 'waive'; readonly what: (typeof WAIVABLE)[number] }
  | { readonly kind: 'approve' | 'pause' | 'resume' | 'presence' | 'adopt' | 'revert' };

const mostlyWell = fc.oneof({ weight: 12, arbitrary: fc.constant<Verdict>('pass') }, fc.constantFrom(...VERDICTS));
const wait = fc.record({
  kind: fc.constant('wait' as const),
  seconds: fc.integer({ min: 1, max: 200 }),
  verdicts: fc.array(mostlyWell, { minLength: 3, maxLength: 3 }),
  people: fc.integer({ min: 0, max: 200 }),
});

export const anyMoves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    { weight: 14, arbitrary: wait },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('approve' as const, 'presence' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('pause' as const, 'resume' as const, 'adopt' as const, 'revert' as const),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('incident' as const), is: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('waive' as const), what: fc.constantFrom(...WAIVABLE) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('set_by_hand' as const), state: fc.constantFrom('percent:5', 'off') }),
    },
  ),
  { minLength: 5, maxLength: 80 },
);

type Flags = Record<string, { state: string; revision: number; by: string }>;

export class RolloutModel {
  readonly events: RolloutEvent[] = [];
  readonly flags: Flags = {};
  readonly plan: Plan;
  state: RolloutState = UNSTARTED;
  at = 1_000_000;
  incident = false;
  #gates: GateResult[] = [];
  #people = 0;

  constructor(plan: Plan) {
    this.plan = plan;
    for (const { name } of plan.environments) this.flags[name] = { state: 'off', revision: 0, by: 'nobody' };
    this.add({ kind: 'started', planHash: 'hash', reason: 'test', by: PERSON, at: this.at });
  }

  get situation(): Situation {
    return { plan: this.plan, state: this.state, seen: this.seen };
  }

  get seen(): Observed {
    const interlocks = this.incident ? [{ kind: 'incident' as const, sentence: 'there is one' }] : [];
    const { at } = this;
    return {
      at,
      gates: this.#gates,
      people: this.#people,
      interlocks,
      flags: this.flags,
      notDeployed: undefined,
    };
  }

  add(event: RolloutEvent): void {
    this.events.push(event);
    this.state = applyEvent(this.state, event);
  }

  /** What happens, and then one turn of the controller. */
  move(move: Move): Decision {
    this.#happen(move);
    const decision = evaluateRollout(this.situation);
    this.obey(decision);
    return decision;
  }

  /** Gates look at the step as it is. */
  look(verdicts: readonly Verdict[]): void {
    const from = measuredFrom(this.plan, this.state);
    this.#gates = GATES.map(({ name, role }, place) => {
      const verdict = verdicts[place] ?? 'pass';
      const before = this.#gates[place];
      const same = before?.verdict === verdict && before.measuredFrom === from;
      const inARow = same ? before.inARow + 1 : 1;
      const since = same ? before.since : this.at;
      return { name, role, verdict, sentence: verdict, inARow, since, at: this.at, measuredFrom: from };
    });
  }

  #happen(move: Move): void {
    const common = { at: this.at, by: PERSON };
    const { environment, step } = this.state;
    const { name } = environmentAt(this.situation);
    if (move.kind === 'wait') {
      this.at += move.seconds * 1_000;
      this.#people = move.people;
      this.look(move.verdicts);
    } else if (move.kind === 'set_by_hand') this.#set(name, move.state, 'somebody');
    else if (move.kind === 'incident') this.incident = move.is;
    else if (move.kind === 'waive') this.add({ ...common, kind: 'waived', what: move.what, reason: 'test' });
    else if (move.kind === 'approve' && this.state.approvalAsked && nextStep(this.situation)) {
      const by = { id: this.state.approvedBy.length + 1, name: 'An approver' };
      this.add({ at: this.at, by, kind: 'approved', environment, step: step + 1, planHash: 'hash', reason: '' });
    } else if (move.kind === 'presence') {
      this.add({ ...common, kind: 'presence_accepted', until: this.at + 3_600_000, reason: 'test' });
    } else if (move.kind === 'pause' && this.state.phase !== 'completed' && this.state.phase !== 'rolled_back') {
      this.add({ ...common, kind: 'paused', because: 'by_hand', sentence: 'test' });
    } else if (move.kind === 'resume' && this.state.paused?.because === 'by_hand') {
      this.add({ ...common, kind: 'resumed', reason: 'test' });
    } else if (move.kind === 'revert' && this.state.paused?.because === 'foreign_edit') this.#revert(name);
  }

  #revert(name: string): void {
    const ours = this.state.touched[name];
    if (!ours) return;
    this.#set(name, ours.state, 'rollout');
    const { revision } = this.flags[name] as Flags[string];
    const { step } = this.state;
    const settled = { how: 'reverted', name, step, state: ours.state, revision, reason: 'test' } as const;
    this.add({ at: this.at, by: PERSON, kind: 'edit_settled', ...settled });
    this.add({ at: this.at, by: PERSON, kind: 'resumed', reason: 'test' });
  }

  #set(name: string, state: string, by: string): void {
    this.flags[name] = { state, revision: (this.flags[name]?.revision ?? 0) + 1, by };
  }

  obey(decision: Decision): void {
    const common = { at: this.at, by: CONTROLLER };
    const { environment, step } = this.state;
    const { name } = environmentAt(this.situation);
    const { state: from = 'off' } = this.flags[name] ?? {};
    if (decision.do === 'set_step') {
      const to = this.plan.environments[decision.environment]?.steps[decision.step]?.to ?? '';
      this.#set(name, to, 'rollout');
      const { revision } = this.flags[name] as Flags[string];
      const place = { environment: decision.environment, step: decision.step };
      this.add({ ...common, kind: 'step_set', ...place, name, from, to, revision });
    } else if (decision.do === 'end_period') {
      this.#set(name, decision.to, 'rollout');
      const { revision } = this.flags[name] as Flags[string];
      this.add({ ...common, kind: 'period_ended', name, from, to: decision.to, revision });
    } else if (decision.do === 'roll_back' || decision.do === 'note_switched_off') {
      const to = this.state.touched[name]?.start ?? 'off';
      this.#set(name, to, 'rollout');
      const { revision } = this.flags[name] as Flags[string];
      const sentence = { because: 'gate_failed', sentence: '', reason: '', tookMs: 0 };
      this.add({ ...common, kind: 'rolled_back', ...sentence, name, from, to, revision });
    } else if (decision.do === 'hold') {
      this.add({ ...common, kind: 'held', ...decision });
    } else if (decision.do === 'pause') this.add({ ...common, kind: 'paused', ...decision });
    else if (decision.do === 'verify') this.add({ ...common, kind: 'verifying' });
    else if (decision.do === 'finish_environment') this.add({ ...common, kind: 'environment_done' });
    else if (decision.do === 'complete') this.add({ ...common, kind: 'completed' });
    else if (decision.do === 'ask_approval') {
      this.add({ ...common, kind: 'approval_asked', environment, step: step + 1 });
    }
  }
}
