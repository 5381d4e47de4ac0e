import { replayEvents } from '#domain/rollouts/apply-event.ts';
import { checkLines } from '#domain/rollouts/checklist.ts';
import type { Decision } from '#domain/rollouts/decision.ts';
import { evaluateRollout } from '#domain/rollouts/evaluate-rollout.ts';
import { sayState } from '#domain/rollouts/plan.ts';
import type { RolloutState } from '#domain/rollouts/rollout-state.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { sayEvent } from '#rollouts/checklist/announce.ts';
import { listAnnouncements } from '#rollouts/checklist/announcement-store.ts';
import { writeMarkdown } from '#rollouts/checklist/write-markdown.ts';
import { listRolloutEvents } from '#rollouts/controller/event-store.ts';
import { readFlagsAsTheyStand } from '#rollouts/controller/flags-as-they-stand.ts';
import { listInterlocks } from '#rollouts/controller/interlock-store.ts';
import { type KeptRollout, listRollouts } from '#rollouts/controller/rollout-store.ts';
import { listLastVerdicts, listVerdicts } from '#rollouts/controller/verdict-store.ts';
import {
  toAnnouncementOnWire,
  toLineOnWire,
  toNextOnWire,
  toRolloutEventOnWire,
  toRolloutOnWire,
  toStepsOnWire,
  toVerdictOnWire,
} from '../contract/rollout-on-wire.ts';

const VERDICTS_SHOWN = 300;

/** The newest rollout of a flag. @throws {BadRequest} 404 that says how one is started. */
export async function getLastRollout(database: Pick<Pool, 'query'>, flag: string): Promise<KeptRollout> {
  const [rollout] = await listRollouts(database, 1, flag);
  if (rollout) return rollout;
  throw notFound(`There was no rollout of ${flag.slice(0, 100)} yet; "trialgate rollout start" begins one.`);
}

/** Every rollout, newest first, in a line each. */
export async function describeRollouts(database: Pool, limit: number, flag?: string) {
  const rollouts = await listRollouts(database, limit, flag);
  return Promise.all(
    rollouts.map(async (one) => toRolloutOnWire(one, replayEvents(await listRolloutEvents(database, one.id)))),
  );
}

/** One rollout with all that is known of it. */
export async function describeRollout(database: Pool, rollout: KeptRollout, at: number) {
  const events = await listRolloutEvents(database, rollout.id);
  const state = replayEvents(events);
  const { plan } = rollout;
  const names = plan.environments.map(({ name }) => name);
  const [verdicts, gates, announcements, flags, interlocks] = await Promise.all([
    listVerdicts(database, rollout.id, VERDICTS_SHOWN),
    listLastVerdicts(database, rollout.id),
    listAnnouncements(database, rollout.id),
    readFlagsAsTheyStand(database, plan.flag, names),
    listInterlocks(database),
  ]);
  const own = gates.filter((one) => one.environment === state.environment && one.step === state.step);
  const here = names[state.environment];
  const near = interlocks.filter(({ environment }) => environment === null || environment === here);
  const going = near.map(({ kind, by, reason }) => ({ kind, sentence: `${kind}, says ${by}: ${reason}` }));
  const seen = { at, gates: own, people: undefined, interlocks: going, flags, notDeployed: undefined };
  const decision = evaluateRollout({ plan, state, seen });
  return {
    ...toRolloutOnWire(rollout, state),
    now: sayNow(rollout, state, decision),
    next: toNextOnWire(decision, sayNow(rollout, state, decision)),
    held: state.held && { because: state.held.because, sentence: state.held.sentence },
    plan: { ...toStepsOnWire(plan, state, null), owners: plan.owners, expectations: plan.expectations },
    flags: names.map((environment) => ({ environment, ...flags[environment] })),
    gates: own.map(toVerdictOnWire),
    verdicts: verdicts.map(toVerdictOnWire),
    events: events.map((event) => toRolloutEventOnWire(event, sayEvent(event))),
    checklist: checkLines(state, events, names).map(toLineOnWire),
    announcements: announcements.map(toAnnouncementOnWire),
    approved_by: state.approvedBy,
    presences: state.presences.map(({ name, until }) => ({ name, until: new Date(until).toISOString() })),
  };
}

/** The rollout as Markdown, for its issue. */
export async function exportRollout(database: Pool, rollout: KeptRollout): Promise<string> {
  const events = await listRolloutEvents(database, rollout.id);
  const { plan, planHash } = rollout;
  const names = plan.environments.map(({ name }) => name);
  return writeMarkdown({ plan, planHash, events, lines: checkLines(replayEvents(events), events, names) });
}

/** Where it is, what comes next, and if not, why not: in one line. */
function sayNow({ plan }: KeptRollout, state: RolloutState, decision: Decision): string {
  const environment = plan.environments[state.environment];
  if (state.phase === 'completed') return 'Completed: everybody has it.';
  if (state.phase === 'rolled_back')
    return `Rolled back${state.owesReason ? '; its reason is still to be given' : ''}.`;
  const here = sayState(state.touched[environment?.name ?? '']?.state ?? 'off');
  const where = `${here[0]?.toUpperCase()}${here.slice(1)} in ${environment?.name}`;
  if (state.paused) return `${where}; paused: ${state.paused.sentence}`;
  const coming = environment?.steps[state.step + 1];
  const next = coming ? `next ${sayState(coming.to)}` : 'next the end of its verification';
  // What the controller alone has asked about: who has met the step, and what runs where.
  const { held } = state;
  if (held && ['minimum_people', 'not_deployed'].includes(held.because)) return `${where}; ${next}: ${held.sentence}`;
  if (decision.do === 'hold') return `${where}; ${next}: ${decision.sentence}`;
  return `${where}; ${next} now.`;
}
