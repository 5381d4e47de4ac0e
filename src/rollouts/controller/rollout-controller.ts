import { randomUUID } from 'node:crypto';
import { replayEvents } from '#domain/rollouts/apply-event.ts';
import { evaluateRollout } from '#domain/rollouts/evaluate-rollout.ts';
import { isOver, type RolloutState } from '#domain/rollouts/rollout-state.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import type { GateAnswer, GateKeeper } from '../gates/gate-keeper.ts';
import { questionOf } from '../gates/question-of.ts';
import { listRolloutEvents } from './event-store.ts';
import { readFlagsAsTheyStand } from './flags-as-they-stand.ts';
import { listInterlocksIn } from './interlock-store.ts';
import { deleteLease, holdsLease, updateLease } from './lease-store.ts';
import { obeyDecision } from './obey-decision.ts';
import { openRollout } from './open-rollout.ts';
import { type KeptRollout, listRunningRollouts } from './rollout-store.ts';
import { insertVerdict, listLastVerdicts, listVerdictsOfStep } from './verdict-store.ts';

/** A process that was killed is followed after this many seconds. */
const LEASE = 10;
/** Moves of one rollout in one turn at most; no step is among them twice, since each has to settle. */
const MOST_MOVES = 4;

export type ControllerOptions = {
  readonly database: Pool;
  readonly gates: GateKeeper;
  readonly logger: Logger;
  readonly clock: () => number;
  /** Why a commit does not run everywhere in an environment; undefined where it does. */
  readonly findUndeployed: (environment: string, commit: string) => Promise<string | undefined>;
};

/**
 * Takes rollouts one step further, or back. Any number of processes may have one: the lease says whose word counts, and
 * each change shows its token in its own transaction, so that one that was robbed while it slept changes nothing.
 */
export class RolloutController {
  readonly #options: ControllerOptions;
  readonly #holder = randomUUID();

  constructor(options: ControllerOptions) {
    this.#options = options;
  }

  /** One look at everything that is under way. @returns whether there may be more to do at once. */
  async turn(): Promise<boolean> {
    const token = await updateLease(this.#options.database, this.#holder, LEASE);
    if (token === undefined) return false;
    for (const rollout of await listRunningRollouts(this.#options.database)) {
      try {
        await this.#drive(rollout, token);
      } catch (error) {
        // Somebody was faster, or one rollout is broken: the others go on, and the next turn looks anew.
        this.#options.logger.warn({ err: error, rollout: rollout.id }, 'rollout not moved, looking again');
      }
    }
    return false;
  }

  async stop(): Promise<void> {
    await deleteLease(this.#options.database, this.#holder);
  }

  async #drive(rollout: KeptRollout, token: number): Promise<void> {
    for (let moves = 0; moves < MOST_MOVES; moves++) {
      const state = replayEvents(await listRolloutEvents(this.#options.database, rollout.id));
      if (isOver(state)) return;
      await this.#measure(rollout, state, token);
      if (!(await this.#move(rollout, state, token))) return;
    }
  }

  /** Asks the gates whose turn it is, outside of any transaction, because they may take long. */
  async #measure(rollout: KeptRollout, state: RolloutState, token: number): Promise<void> {
    const { database, gates, clock } = this.#options;
    const { plan, id: rolloutId } = rollout;
    const step = plan.environments[state.environment]?.steps[state.step];
    const at = clock();
    const question = questionOf(plan, state, at);
    const { from } = question;
    if (!step || at < from) return;
    const last = await listLastVerdicts(database, rolloutId);
    const due = plan.gates.filter(({ name }) => {
      if (!step.gates.includes(name)) return false;
      const before = last.find((one) => one.name === name);
      return !before || before.measuredFrom !== from || at - before.at >= plan.checkEvery * 1_000;
    });
    if (due.length === 0) return;
    const said = await Promise.all(due.map((gate) => gates.ask(gate, question)));
    await inTransaction(database, async (connection) => {
      if (!(await holdsLease(connection, token))) return;
      for (const [place, { name, role }] of due.entries()) {
        const { environment, step: number } = state;
        const asked = { rolloutId, environment, step: number, measuredFrom: from, gate: name, role, at };
        await insertVerdict(connection, { ...asked, ...(said[place] as GateAnswer) });
      }
    });
  }

  /** Decides and does, in one transaction. @returns whether there may be more to do at once. */
  async #move({ id, plan }: KeptRollout, before: RolloutState, token: number): Promise<boolean> {
    const { database, gates, clock, findUndeployed, logger } = this.#options;
    const environment = plan.environments[before.environment];
    const at = clock();
    const people = before.step < 0 ? 0 : await gates.countPeople(questionOf(plan, before, at));
    const notDeployed = environment?.commit ? await findUndeployed(environment.name, environment.commit) : undefined;
    return inTransaction(database, async (connection) => {
      if (!(await holdsLease(connection, token))) {
        logger.info('another process has taken the lease of the rollout controller');
        return false;
      }
      const open = await openRollout(connection, id);
      // What was measured belongs to what stood then.
      if (!open || isOver(open.state) || open.state.since !== before.since) return false;
      const environments = plan.environments.map((one) => one.name);
      const seen = {
        at,
        people,
        notDeployed,
        gates: await listVerdictsOfStep(connection, id, open.state),
        interlocks: await listInterlocksIn(connection, environment?.name),
        flags: await readFlagsAsTheyStand(connection, plan.flag, environments),
      };
      return obeyDecision(open, evaluateRollout({ plan, state: open.state, seen }), seen);
    });
  }
}
