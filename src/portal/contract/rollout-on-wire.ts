import type { LineSeen } from '#domain/rollouts/checklist.ts';
import type { Decision } from '#domain/rollouts/decision.ts';
import type { Plan, Step } from '#domain/rollouts/plan.ts';
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
    id,
    flag,
    plan_hash: planHash,
    phase: state.phase,
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

/**
 * What happens next and when, and if not, why not and what may be waived.
 * @param at when it was decided, milliseconds since 1970.
 */
export function toNextOnWire(decision: Decision, sentence: string, { checkEvery }: Plan, at: number) {
  const hold = decision.do === 'hold' ? decision : undefined;
  // Whatever waits for something else than time is looked at again and again; that is no time to wait for.
  const isTimed = hold !== undefined && hold.nextCheckAt !== at + checkEvery * 1_000;
  return {
    do: decision.do,
    sentence,
    because: hold?.because ?? null,
    waivable: hold?.waivable ?? null,
    /** When it goes on by the passing of time alone; null where that is not what it waits for. */
    at: isTimed ? timeOf(hold.nextCheckAt) : null,
  };
}

export function toVerdictOnWire(verdict: KeptVerdict) {
  return {
    gate: verdict.name,
    role: verdict.role,
    environment: verdict.environment,
    step: verdict.step,
    verdict: verdict.verdict,
    sentence: verdict.sentence,
    figures: verdict.figures,
    in_a_row: verdict.inARow,
    since: timeOf(verdict.since),
    at: timeOf(verdict.at),
    measured_from: timeOf(verdict.measuredFrom),
  };
}

/** Who agreed to a step, and who asked for it. */
export type StepApprovals = {
  readonly askedAt: number | undefined;
  readonly given: readonly {
    readonly by: { readonly id: number | null; readonly name: string };
    readonly at: number;
    readonly reason: string;
  }[];
};

/** @param step that comes next; it may be one that nobody has to agree to. */
export function toApprovalOnWire(step: Step, { askedAt, given }: StepApprovals) {
  if (step.approvals === 0) return null;
  return {
    to: step.to,
    needed: step.approvals,
    /** Roles or addresses of staff. */
    approvers: step.approvers,
    /** Null until all else is well: nobody agrees to what is not known yet. */
    asked_at: askedAt === undefined ? null : timeOf(askedAt),
    given: given.map(({ by, at, reason }) => ({ id: by.id, by: by.name, at: timeOf(at), reason })),
  };
}

/** Who is exposed in the environment where the rollout is. */
export type Exposure = {
  readonly environment: string;
  /** Where the flag stands. */
  readonly state: string;
  readonly percent: number;
  readonly namedUsers: readonly string[];
  /** People since the step began, who met it and who did not; undefined where nobody knows. */
  readonly met: number | undefined;
  readonly unexposed: number | undefined;
};

export function toExposureOnWire({ environment, state, percent, namedUsers, met, unexposed }: Exposure) {
  return {
    environment,
    state,
    percent,
    named_users: namedUsers,
    people_met: met ?? null,
    people_unexposed: unexposed ?? null,
  };
}

export function toLineOnWire({ id, kind, text, state, isOwn, evidence }: LineSeen) {
  const proofs = evidence.map(({ text: what, by, at }) => ({ text: what, by, at: timeOf(at) }));
  return { id, kind, text, state, proved_by_rollout: isOwn, evidence: proofs };
}

export function toAnnouncementOnWire({ id, channel, text, writtenAt, sentAt }: Announcement) {
  return { id, channel, text, written_at: writtenAt.toISOString(), sent_at: sentAt?.toISOString() ?? null };
}

export function toInterlockOnWire({ openedAt, until, ...one }: KeptInterlock) {
  return { ...one, opened_at: openedAt.toISOString(), until: until?.toISOString() ?? null };
}
