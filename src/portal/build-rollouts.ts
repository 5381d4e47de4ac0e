import { countMetCustomers } from '#billing/accounts/met-customer-store.ts';
import { findExposedDrift } from '#billing/drift/find-exposed-drift.ts';
import { WakeableLoop } from '#kit/jobs/wakeable-loop.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import { RolloutController } from '#rollouts/controller/rollout-controller.ts';
import { createGateKeeper, type KnownByPortal } from '#rollouts/gates/create-gate-keeper.ts';
import type { GateKeeper } from '#rollouts/gates/gate-keeper.ts';
import type { PortalConfig } from './config.ts';
import { findNewErrors } from './rollouts/find-new-errors.ts';
import { findUndeployed } from './rollouts/find-undeployed.ts';
import { judgeWrongGrants } from './rollouts/judge-wrong-grants.ts';

/** Often enough that what somebody switched off is written down while they look. */
const EVERY = 1_000;

export type Rollouts = {
  readonly start: () => void;
  /** Something was changed by hand. */
  readonly wake: () => void;
  /** People who have met a step, as the controller counts them. */
  readonly countPeople: GateKeeper['countPeople'];
  readonly stop: () => Promise<void>;
};

type Dependencies = {
  readonly config: PortalConfig;
  readonly database: Pool;
  readonly logger: Logger;
  /** Off in a process that only serves: it leaves rollouts to others. */
  readonly working: boolean;
};

/** The controller of rollouts, with gates over what the portal knows. */
export function buildRollouts({ config, database, logger, working }: Dependencies): Rollouts {
  // Customers are those of this portal's own environment.
  const isOwn = (environment: string) => environment === config.TRIALGATE_ENVIRONMENT;
  const drift: KnownByPortal['drift'] = async (environment) =>
    isOwn(environment) ? findExposedDrift(database) : undefined;
  const customers: KnownByPortal['customers'] = async (environment, since) =>
    isOwn(environment) ? countMetCustomers(database, since) : undefined;
  const gates = createGateKeeper({
    database,
    prometheusUrl: config.PROMETHEUS_URL,
    drift,
    customers,
    wrongGrants: (environment, since, limit) => judgeWrongGrants(database, environment, since, limit),
    newErrors: (environment, since, flag) => findNewErrors(database, environment, since, flag),
  });
  const controller = new RolloutController({
    database,
    gates,
    logger,
    clock: Date.now,
    findUndeployed: (environment, commit) => findUndeployed(database, config.ROLLOUT_REPOSITORY, environment, commit),
  });
  const loop = new WakeableLoop({ name: 'rollouts', every: EVERY, logger, turn: () => controller.turn() });
  return {
    start: () => {
      if (working) loop.start();
    },
    wake: () => loop.wake(),
    countPeople: gates.countPeople,
    stop: async () => {
      await loop.stop();
      await controller.stop();
    },
  };
}
