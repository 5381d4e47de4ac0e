import { replayEvents } from '#domain/rollouts/apply-event.ts';
import { deadlineOf, nextStep } from '#domain/rollouts/place.ts';
import { reachOf, usersOf } from '#domain/rollouts/plan.ts';
import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import { isOver, type RolloutState } from '#domain/rollouts/rollout-state.ts';
import { findFlag } from '#flags/definitions/flags.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { listAnnouncements } from '#rollouts/checklist/announcement-store.ts';
import { tellLog } from '#rollouts/checklist/tell-log.ts';
import { writeMarkdown } from '#rollouts/checklist/write-markdown.ts';
import { listRolloutEvents } from '#rollouts/controller/event-store.ts';
import { type KeptRollout, listRollouts } from '#rollouts/controller/rollout-store.ts';
import { listVerdicts } from '#rollouts/controller/verdict-store.ts';
import type { DescribedRollout, ListedRollout } from '../contract/rollout-answers.ts';
import { toRolloutEventOnWire } from '../contract/rollout-event-on-wire.ts';
import {
  toAnnouncementOnWire,
  toApprovalOnWire,
  toExposureOnWire,
  toLineOnWire,
  toNextOnWire,
  toRolloutOnWire,
  toVerdictOnWire,
} from '../contract/rollout-on-wire.ts';
import { toStepsOnWire } from '../contract/rollout-steps-on-wire.ts';
import { readChecklist } from './checklist-with-cleanup.ts';
import { type Look, lookAtRollout } from './look-at-rollout.ts';
import { readSteps } from './read-steps.ts';
import type { RolloutPeople } from './rollout-people.ts';
import { sayNow } from './say-now.ts';
import { approvalsOf } from './step-history.ts';

const VERDICTS_SHOWN = 300;
/** Of one flag; older ones are in the audit log. */
const OLDEST_FOUND = 100;

export type Describing = {
  readonly database: Pool;
  readonly people: RolloutPeople;
  /** Those that this portal can reach; null: the one that has everything. */
  readonly channels: readonly (string | null)[];
};

/**
 * The newest rollout of a flag, or an older one of its.
 * @throws {BadRequest} 404 that says how one is started.
 */
export async function getRolloutOf(database: Pick<Pool, 'query'>, flag: string, id?: number): Promise<KeptRollout> {
  const found = await listRollouts(database, id === undefined ? 1 : OLDEST_FOUND, flag);
  const rollout = found.find((one) => id === undefined || one.id === id);
  if (rollout) return rollout;
  const which = id === undefined ? '' : ` ${id}`;
  const sentence = `There was no rollout${which} of ${flag.slice(0, 100)} yet; "trialgate rollout start" begins one.`;
  throw notFound(sentence);
}

/** Every rollout, newest first, in a line each. */
export async function describeRollouts(
  { database, people }: Describing,
  limit: number,
  flag?: string,
): Promise<ListedRollout[]> {
  const rollouts = await listRollouts(database, limit, flag);
  return Promise.all(
    rollouts.map(async (one) => {
      const state = replayEvents(await listRolloutEvents(database, one.id));
      const listed = toRolloutOnWire(one, state);
      // What is over says the same whatever stands now.
      if (isOver(state)) return { ...listed, now: sayNow(one.plan, state, { do: 'nothing' }) };
      const { decision } = await lookAtRollout(database, people, one, state, Date.now());
      return { ...listed, now: sayNow(one.plan, state, decision) };
    }),
  );
}

/** One rollout with all that is known of it. @param at now, in milliseconds since 1970. */
export async function describeRollout(
  { database, people, channels }: Describing,
  rollout: KeptRollout,
  at: number,
): Promise<DescribedRollout> {
  const events = await listRolloutEvents(database, rollout.id);
  const state = replayEvents(events);
  const { plan } = rollout;
  const [look, verdicts, announcements, steps, lines] = await Promise.all([
    lookAtRollout(database, people, rollout, state, at),
    listVerdicts(database, rollout.id, VERDICTS_SHOWN),
    listAnnouncements(database, rollout.id),
    readSteps(people, rollout, { state, events }, at),
    readChecklist(database, rollout, state, events),
  ]);
  const now = sayNow(plan, state, look.decision);
  const { held, paused } = state;
  return {
    ...toRolloutOnWire(rollout, state),
    now,
    next: toNextOnWire(look.decision, now, plan, at),
    deadline_at: describeDeadline(rollout, state),
    held: held && { because: held.because, sentence: held.sentence },
    paused: paused && { because: paused.because, sentence: paused.sentence },
    waived: state.waived,
    plan: toStepsOnWire(plan, state, withPeopleNow(steps, state, look)),
    in_code: findFlag(rollout.flag) !== undefined,
    flags: Object.entries(look.flags).map(([environment, one]) => toFlagOnWire(environment, one)),
    gates: look.gates.map(toVerdictOnWire),
    verdicts: verdicts.map(toVerdictOnWire),
    events: tellLog(events, plan).map(toRolloutEventOnWire),
    checklist: lines.map(toLineOnWire),
    announcements: announcements.map(toAnnouncementOnWire),
    channels,
    approval: describeApproval(rollout, state, events),
    presences: state.presences.map(({ name, until }) => ({ name, until: new Date(until).toISOString() })),
    exposure: await describeExposure(people, rollout, state, look),
  };
}

const toFlagOnWire = (environment: string, { state, revision, by }: Look['flags'][string]) => ({
  environment,
  state,
  revision,
  by,
});

/** The step that stands is counted as the gates count it: since it began, or since somebody resumed. */
function withPeopleNow(
  steps: Awaited<ReturnType<typeof readSteps>>,
  state: RolloutState,
  { people }: Look,
): typeof steps {
  return {
    ...steps,
    stepOf: (environment, step) => {
      const seen = steps.stepOf(environment, step);
      const isHere = environment === state.environment && step === state.step && !isOver(state);
      return seen && isHere ? { ...seen, met: people } : seen;
    },
  };
}

/** When it pauses by itself unless it goes on; null for never, and while nothing moves anyway. */
function describeDeadline({ plan }: KeptRollout, state: RolloutState): string | null {
  if (isOver(state) || state.paused || !plan.environments[state.environment]) return null;
  const deadline = deadlineOf({ plan, state });
  return deadline === undefined ? null : new Date(deadline).toISOString();
}

function describeApproval({ plan }: KeptRollout, state: RolloutState, events: readonly RolloutEvent[]) {
  if (isOver(state) || !plan.environments[state.environment]) return null;
  const step = nextStep({ plan, state });
  return step ? toApprovalOnWire(step, approvalsOf(events)) : null;
}

async function describeExposure(
  people: RolloutPeople,
  { plan }: KeptRollout,
  state: RolloutState,
  { flags, question, people: met }: Look,
) {
  const environment = plan.environments[state.environment]?.name;
  if (environment === undefined) return null;
  const stands = flags[environment]?.state ?? state.touched[environment]?.state ?? 'off';
  const namedUsers = usersOf(stands);
  const unexposed = state.step < 0 ? undefined : await people.unexposed(question);
  const { percent } = reachOf(stands);
  return toExposureOnWire({ environment, state: stands, percent, namedUsers, met, unexposed });
}

/** The rollout as Markdown, for its issue. */
export async function exportRollout(database: Pool, rollout: KeptRollout): Promise<string> {
  const events = await listRolloutEvents(database, rollout.id);
  const { plan, planHash } = rollout;
  const lines = await readChecklist(database, rollout, replayEvents(events), events);
  return writeMarkdown({ plan, planHash, events, lines });
}
