import { environmentAt, nextStep } from '#domain/rollouts/place.ts';
import { reachOf } from '#domain/rollouts/plan.ts';
import { WAIVABLE, type Waivable } from '#domain/rollouts/rollout-event.ts';
import { isOver } from '#domain/rollouts/rollout-state.ts';
import { readFlagState } from '#flags/server/read-flag-state.ts';
import { setFlag } from '#flags/server/set-flag.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Connection } from '#kit/postgres/pool.ts';
import { flagOfRollout, readFlagsAsTheyStand } from './flags-as-they-stand.ts';
import type { OpenRollout } from './open-rollout.ts';
import type { Asked } from './person.ts';
import { rollBack } from './set-step.ts';

const refuse = (code: string, sentence: string) => new BadRequest(sentence, { status: 409, code });

const byOf = ({ person: { id, name } }: Asked) => ({ id, name });

function assertUnderWay({ state, kept }: OpenRollout): void {
  if (isOver(state)) throw refuse('rollout_over', `The rollout of ${kept.flag} is over; start another one.`);
}

/** Stops it where it is; the protective gates go on watching. */
export async function pauseRollout(rollout: OpenRollout, asked: Asked): Promise<void> {
  assertUnderWay(rollout);
  const sentence = asked.reason;
  await rollout.add({ at: asked.at, by: byOf(asked), kind: 'paused', because: 'by_hand', sentence });
}

/** @throws {BadRequest} `not_paused`; `nothing_to_settle` where somebody else's edit has to be adopted or reverted. */
export async function resumeRollout(rollout: OpenRollout, asked: Asked): Promise<void> {
  assertUnderWay(rollout);
  const { paused } = rollout.state;
  if (!paused) throw refuse('not_paused', 'The rollout is not paused.');
  if (paused.because === 'foreign_edit' && (await findForeignEdit(rollout))) {
    throw refuse('foreign_edit', `${paused.sentence} Say which with --adopt or --revert.`);
  }
  await rollout.add({ at: asked.at, by: byOf(asked), kind: 'resumed', reason: asked.reason });
}

/**
 * Roll back: possible in every state, and doing it twice is doing it once.
 * @param reason null where it is still owed. @param askedAt by the monotonic clock.
 */
export async function rollBackByHand(
  rollout: OpenRollout,
  asked: Omit<Asked, 'reason'> & { readonly reason: string | null },
  askedAt: number,
): Promise<void> {
  if (rollout.state.phase === 'rolled_back') return;
  const { person, at, reason } = asked;
  const sentence = reason ?? 'the reason is still to be given';
  const by = { id: person.id, name: person.name };
  await rollBack(rollout, { because: 'by_hand', sentence, reason, by, at, askedAt });
}

/** The reason for a roll back that was done first and explained later. */
export async function giveReason(rollout: OpenRollout, asked: Asked): Promise<void> {
  if (!rollout.state.owesReason) throw refuse('nothing_owed', 'No reason is owed.');
  await rollout.add({ at: asked.at, by: byOf(asked), kind: 'reason_given', reason: asked.reason });
}

/** Waives what holds the next step. @throws {BadRequest} `not_waivable` with what may be. */
export async function waive(rollout: OpenRollout, what: string, asked: Asked): Promise<void> {
  assertUnderWay(rollout);
  if (!WAIVABLE.includes(what as Waivable)) {
    throw refuse('not_waivable', `${what.slice(0, 50)} cannot be waived; ${WAIVABLE.join(', ')} can.`);
  }
  await rollout.add({ at: asked.at, by: byOf(asked), kind: 'waived', what: what as Waivable, reason: asked.reason });
}

/** A person says that they are there. @param until milliseconds since 1970. */
export async function acceptPresence(rollout: OpenRollout, until: number, asked: Asked): Promise<void> {
  assertUnderWay(rollout);
  await rollout.add({ at: asked.at, by: byOf(asked), kind: 'presence_accepted', until, reason: asked.reason });
}

/**
 * Agrees to the step that waits.
 * @param planHash that the person has read. @throws {BadRequest} when nothing waits, it is another plan, or another person's
 * to say, or they have said it already.
 */
export async function approveStep(rollout: OpenRollout, planHash: string, asked: Asked): Promise<void> {
  assertUnderWay(rollout);
  const { state, kept } = rollout;
  const { person } = asked;
  const step = nextStep({ plan: kept.plan, state });
  if (!state.approvalAsked || !step || state.phase === 'paused') {
    const sentence =
      'Nothing waits for approval now. One that is given early does not count: the numbers are not there yet.';
    throw refuse('not_waiting_for_approval', sentence);
  }
  if (planHash !== state.planHash) {
    throw refuse(
      'rollout_moved_on',
      `The plan has changed since: it is ${state.planHash.slice(0, 12)} now; read it first.`,
    );
  }
  if (!step.approvers.some((one) => one === person.role || one.toLowerCase() === person.email.toLowerCase())) {
    throw refuse('not_an_approver', `This step is approved by ${step.approvers.join(' or ')}.`);
  }
  if (state.approvedBy.includes(person.id)) throw refuse('approved_already', 'You have approved it already.');
  const place = { environment: state.environment, step: state.step + 1 };
  await rollout.add({ at: asked.at, by: byOf(asked), kind: 'approved', ...place, planHash, reason: asked.reason });
}

type Edit = { readonly name: string; readonly state: string; readonly revision: number };

async function findForeignEdit({ state, kept, connection }: OpenRollout): Promise<Edit | undefined> {
  const names = Object.keys(state.touched);
  const stands = await readFlagsAsTheyStand(connection, kept.flag, names);
  for (const name of names) {
    const [ours, now] = [state.touched[name], stands[name]];
    if (ours && now && (now.state !== ours.state || now.revision !== ours.revision)) return { name, ...now };
  }
  return undefined;
}

/** Takes somebody else's edit as the rollout's own, or undoes it; then goes on. */
export async function settleEdit(rollout: OpenRollout, how: 'adopted' | 'reverted', asked: Asked): Promise<void> {
  assertUnderWay(rollout);
  const edit = await findForeignEdit(rollout);
  if (!edit) throw refuse('nothing_to_settle', 'The flag stands as the rollout has left it.');
  const { state, kept, connection } = rollout;
  const { name } = edit;
  const isHere = environmentAt({ plan: kept.plan, state }).name === name;
  let settled: Edit = edit;
  if (how === 'reverted') {
    const to = state.touched[name]?.state ?? 'off';
    const { after } = await setFlag(connection as Connection, {
      flag: flagOfRollout(kept.flag),
      environment: name,
      state: readFlagState(to),
      reason: asked.reason,
      expectedRevision: edit.revision,
      changedBy: asked.person.name,
    });
    settled = { name, state: after.state, revision: after.revision };
  }
  const step = how === 'adopted' && isHere ? stepOf(rollout, edit.state) : state.step;
  const common = { at: asked.at, by: byOf(asked), reason: asked.reason };
  await rollout.add({ ...common, kind: 'edit_settled', how, ...settled, step });
  if (rollout.state.paused?.because === 'foreign_edit') await rollout.add({ ...common, kind: 'resumed' });
}

/** The last step that reaches no more people than this. */
function stepOf({ kept, state }: OpenRollout, to: string): number {
  const { steps } = environmentAt({ plan: kept.plan, state });
  return steps.findLastIndex((step) => reachOf(step.to).percent <= reachOf(to).percent);
}
