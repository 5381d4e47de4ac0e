import type { Gate } from '#domain/rollouts/gate.ts';
import type { EnvironmentPlan, Plan, Step } from '#domain/rollouts/plan.ts';
import type { PlanOnPaper } from './plan-schema.ts';
import { readDuration } from './read-duration.ts';

type EnvironmentOnPaper = PlanOnPaper['environments'][number];
type GateOnPaper = PlanOnPaper['gates'][string];

/** Percentages that people have found to be few enough and many enough; GitLab's own for a careful rollout. */
const LADDER = [1, 10, 25, 50, 75];
export const HOLD = '15m';
/** A rollout that nobody has looked at for a week was forgotten. */
const DEADLINE = '7d';
/** Fewer show nothing: even of a way that fails for every tenth, 20 people meet two failures. */
const PEOPLE = 20;
const SETTLE = '20s';
const CHECK_EVERY = '10s';
const FAILURES_IN_A_ROW = 2;
const MAX_STEP_FACTOR = 10;
const CEILING = 0.05;
/** Nobody registers twice. */
const METRIC = 'registrations_total';

/** A plan in full: what was not said is what is usual. */
export function completePlan(paper: PlanOnPaper): Plan {
  const gates = Object.entries(paper.gates).map(([name, gate]) => completeGate(name, gate));
  return {
    flag: paper.flag,
    owners: paper.owners,
    stakeholders: paper.stakeholders ?? [],
    channels: paper.channels ?? [],
    expectations: paper.expectations,
    couldGoWrong: paper.could_go_wrong,
    watch: paper.watch,
    checkEvery: readDuration(paper.check_every ?? CHECK_EVERY),
    settle: readDuration(paper.settle ?? SETTLE),
    failuresInARow: paper.failures_in_a_row ?? FAILURES_IN_A_ROW,
    maxStepFactor: paper.max_step_factor ?? MAX_STEP_FACTOR,
    people: paper.people_by === 'customers' ? 'customers' : { metric: paper.people_by ?? METRIC, exposed: 'on' },
    gates,
    environments: paper.environments.map((environment) => completeEnvironment(environment, gates)),
  };
}

function completeEnvironment(paper: EnvironmentOnPaper, gates: readonly Gate[]): EnvironmentPlan {
  return {
    name: paper.name,
    steps: stepsOf(paper).map((step) => completeStep(step, paper, gates)),
    verify: readDuration(paper.verify ?? '0s'),
    presence: readDuration(paper.presence ?? '0s'),
    onFail: paper.on_fail ?? 'rollback',
    noData: {
      grace: readDuration(paper.no_data?.grace ?? '5m'),
      // biome-ignore lint/suspicious/noThenProperty: it is what people write
      then: paper.no_data?.then ?? 'hold',
    },
    interlocks: paper.interlocks ?? ['incident', 'freeze'],
    channels: paper.channels ?? [],
    commit: paper.commit ?? null,
  };
}

type StepOnPaper = Exclude<NonNullable<EnvironmentOnPaper['steps']>, string>[number];

function stepsOf({ steps = 'ladder', users = [] }: EnvironmentOnPaper): StepOnPaper[] {
  if (Array.isArray(steps)) return steps;
  if (steps === 'everyone') return [{ to: 'on' }];
  const named = users.length > 0 ? `users:${users.join(',')}` : '';
  const percents = LADDER.map((percent) => ({ to: `percent:${percent}${named && `+${named}`}` }));
  return [...(named ? [{ to: named, people: 0 }] : []), ...percents, { to: 'on' }];
}

function completeStep(step: StepOnPaper, environment: EnvironmentOnPaper, gates: readonly Gate[]): Step {
  const approvals = step.approvals ?? environment.approvals;
  return {
    to: step.to,
    hold: readDuration(step.hold ?? environment.hold ?? HOLD),
    period: readDuration(step.period ?? '0s'),
    deadline: readDuration(step.deadline ?? environment.deadline ?? DEADLINE),
    people: step.people ?? environment.people ?? PEOPLE,
    gates: step.gates ?? environment.gates ?? gates.map(({ name }) => name),
    approvals: approvals ? (approvals.count ?? 1) : 0,
    approvers: approvals?.by ?? [],
  };
}

function completeGate(name: string, paper: GateOnPaper): Gate {
  const role = paper.role ?? (paper.kind === 'sample_ratio' ? 'health' : 'protective');
  const common = { name, role };
  switch (paper.kind) {
    case 'failures':
      return { ...common, kind: paper.kind, metric: paper.metric, bad: paper.bad, ceiling: paper.ceiling ?? CEILING };
    case 'latency': {
      const slowerThan = readDuration(paper.slower_than);
      return { ...common, kind: paper.kind, metric: paper.metric, slowerThan, ceiling: paper.ceiling ?? CEILING };
    }
    case 'share': {
      const { kind, metric, of, of_only: ofOnly = {}, at_most: atMost } = paper;
      return { ...common, kind, metric, of, ofOnly, atMost };
    }
    case 'gauge':
      return { ...common, kind: paper.kind, metric: paper.metric, atMost: paper.at_most };
    case 'wrong_grants':
      return { ...common, kind: paper.kind, limit: paper.limit ?? 0.001 };
    case 'new_errors':
      return { ...common, kind: paper.kind, atMost: paper.at_most ?? 0 };
    case 'sql':
    case 'prometheus':
      return { ...common, kind: paper.kind, query: paper.query, atMost: paper.at_most };
    default:
      return { ...common, ...paper, role };
  }
}
