import type { LineSeen } from '#domain/rollouts/checklist.ts';
import type { Decision } from '#domain/rollouts/decision.ts';
import type { Plan } from '#domain/rollouts/plan.ts';
import { computePlan } from '#domain/rollouts/plan-arithmetic.ts';
import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import type { RolloutState } from '#domain/rollouts/rollout-state.ts';
import type { Announcement } from '#rollouts/checklist/announcement-store.ts';
import type { KeptInterlock } from '#rollouts/controller/interlock-store.ts';
import type { KeptRollout } from '#rollouts/controller/rollout-store.ts';
import type { KeptVerdict } from '#rollouts/controller/verdict-store.ts';

const timeOf = (at: number) => new Date(at).toISOString();

/** A rollout in one line of a list. */
export function toRolloutOnWire({ id, flag, planHash, plan, startedAt, finishedAt }: KeptRollout, state: RolloutState) {
  const environment = plan.environments[state.environment];
  return {
    ...{ id, flag, plan_hash: planHash, phase: state.phase },
    environment: environment?.name ?? null,
    step: state.step,
    steps: environment?.steps.length ?? 0,
    state: environment === undefined ? null : (state.touched[environment.name]?.state ?? null),
    since: timeOf(state.since),
    started_at: startedAt.toISOString(),
    finished_at: finishedAt?.toISOString() ?? null,
    owes_reason: state.owesReason,
  };
}

/** What happens next and when, and if not, why not and what may be waived. */
export function toNextOnWire(decision: Decision, sentence: string) {
  const hold = decision.do === 'hold' ? decision : undefined;
  return {
    do: decision.do,
    sentence,
    because: hold?.because ?? null,
    waivable: hold?.waivable ?? null,
    next_check_at: hold ? timeOf(hold.nextCheckAt) : null,
  };
}

/** Every step of the plan, and how far it has come. */
export function toStepsOnWire(plan: Plan, state: RolloutState, peoplePerHour: number | null) {
  const computed = computePlan(plan, peoplePerHour);
  let place = 0;
  const steps = plan.environments.flatMap((environment, at) =>
    environment.steps.map((step, number) => {
      const one = computed.steps[place++];
      const isDone = at < state.environment || (at === state.environment && number < state.step);
      const isHere = at === state.environment && number === state.step;
      return {
        ...{
          environment: environment.name,
          step: number,
          to: step.to,
          state: isDone ? 'done' : isHere ? 'here' : 'ahead',
        },
        ...{ hold_seconds: step.hold, people: step.people, gates: step.gates },
        ...{ approvals: step.approvals, approvers: step.approvers },
        ...{ percent: one?.percent ?? 0, named_users: one?.namedUsers ?? 0 },
        people_at_most: one?.people ?? null,
      };
    }),
  );
  return {
    steps,
    earliest_completion_seconds: computed.earliestCompletion,
    longest_to_detect_seconds: computed.longestToDetect,
    longest_to_safe_seconds: computed.longestToSafe,
    longest_to_safe_polling_seconds: computed.longestToSafePolling,
  };
}

export function toVerdictOnWire(verdict: KeptVerdict) {
  return {
    ...{ gate: verdict.name, role: verdict.role, environment: verdict.environment, step: verdict.step },
    ...{ verdict: verdict.verdict, sentence: verdict.sentence, figures: verdict.figures, in_a_row: verdict.inARow },
    ...{ since: timeOf(verdict.since), at: timeOf(verdict.at), measured_from: timeOf(verdict.measuredFrom) },
  };
}

export function toRolloutEventOnWire(event: RolloutEvent, said: string | undefined) {
  const { kind, at, by, ...rest } = event;
  const snake = Object.entries(rest).map(([name, value]) => [
    name.replace(/[A-Z]/g, (one) => `_${one.toLowerCase()}`),
    value,
  ]);
  return { ...Object.fromEntries(snake), kind, at: timeOf(at), by: by.name, sentence: said ?? null };
}

export function toLineOnWire({ id, kind, text, state, isOwn, evidence }: LineSeen) {
  const proofs = evidence.map(({ text: what, by, at }) => ({ text: what, by, at: timeOf(at) }));
  return { id, kind, text, state, proved_by_rollout: isOwn, evidence: proofs };
}

export function toAnnouncementOnWire({ id, text, writtenAt, sentAt }: Announcement) {
  return { id, text, written_at: writtenAt.toISOString(), sent_at: sentAt?.toISOString() ?? null };
}

export function toInterlockOnWire({ openedAt, until, ...one }: KeptInterlock) {
  return { ...one, opened_at: openedAt.toISOString(), until: until?.toISOString() ?? null };
}
