import type { Gate, Verdict } from '#domain/rollouts/gate.ts';
import type { RolloutEvent } from '#domain/rollouts/rollout-event.ts';
import { exampleFlag } from '#flags/definitions/example-flag.ts';
import { readFlagState } from '#flags/server/read-flag-state.ts';
import { setFlag } from '#flags/server/set-flag.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { inTransaction } from '#kit/postgres/transaction.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import { listRolloutEvents } from '#rollouts/controller/event-store.ts';
import { type OpenRollout, openRollout } from '#rollouts/controller/open-rollout.ts';
import { RolloutController } from '#rollouts/controller/rollout-controller.ts';
import { startRollout } from '#rollouts/controller/start-rollout.ts';
import type { GateKeeper } from '#rollouts/gates/gate-keeper.ts';

export const PERSON = { id: 1, name: 'The admin', email: 'admin@example.com', role: 'admin' };

/** A plan of the example flag in one environment that waits for nothing but its gates. */
export const planOf = (more = '', steps = '[{to: "users:1"}, {to: "percent:10+users:1"}, {to: "on"}]') => `
flag: example_flag
owners: [us]
expectations: nothing happens
could_go_wrong: []
watch: []
check_every: 1s
settle: 0s
failures_in_a_row: 1
max_step_factor: 100
gates:
  failures: { kind: drift }
environments:
  - name: customers-staging
    hold: 0s
    people: 0
    steps: ${steps}
    ${more}
`;

/** Time, verdicts and people as a test says; everything else is real. */
export class RolloutWorld {
  readonly database: Pool;
  at = 1_700_000_000_000;
  verdict: Verdict = 'pass';
  people = 0;
  gates: GateKeeper = {
    ask: async (_gate: Gate) => ({ verdict: this.verdict, sentence: `it is ${this.verdict}`, figures: {} }),
    countPeople: async () => this.people,
  };

  constructor(database: Pool) {
    this.database = database;
  }

  controller(database: Pool = this.database): RolloutController {
    return new RolloutController({
      database,
      gates: this.gates,
      logger: createLogger('test', 'silent'),
      clock: () => this.at,
      findUndeployed: async () => undefined,
    });
  }

  async start(yaml = planOf()): Promise<number> {
    const asked = { person: PERSON, at: this.at, reason: 'test' };
    const { kept } = await inTransaction(this.database, (connection) =>
      startRollout(connection, 'example_flag', yaml, asked),
    );
    return kept.id;
  }

  act<T>(id: number, work: (rollout: OpenRollout) => Promise<T>): Promise<T> {
    return inTransaction(this.database, async (connection) => {
      const rollout = await openRollout(connection, id);
      if (!rollout) throw new Error('no rollout');
      return work(rollout);
    });
  }

  get asked() {
    return { person: PERSON, at: this.at, reason: 'test' };
  }

  set(state: string, environment = 'customers-staging'): Promise<unknown> {
    const wanted = { flag: exampleFlag, environment, state: readFlagState(state), expectedRevision: undefined };
    return inTransaction(this.database, (connection) =>
      setFlag(connection, { ...wanted, changedBy: 'somebody', reason: 'test' }),
    );
  }

  async stands(environment = 'customers-staging'): Promise<string> {
    const { rows } = await this.database.query(
      "SELECT state FROM flag_states WHERE flag = 'example_flag' AND environment = $1",
      [environment],
    );
    return rows[0]?.state ?? 'off';
  }

  events(id: number): Promise<RolloutEvent[]> {
    return listRolloutEvents(this.database, id);
  }

  async kinds(id: number): Promise<string[]> {
    return (await this.events(id)).map((event) => (event.kind === 'step_set' ? event.to : event.kind));
  }
}
