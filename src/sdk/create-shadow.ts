import { askWhetherToCompare, readFlagOption } from './flag.ts';
import { PortalClient } from './portal-client/portal-client.ts';
import type { PortalOptions } from './portal-client/portal-options.ts';
import { Comparer } from './shadow/comparer.ts';
import { ComparisonReport } from './shadow/comparison-report.ts';
import { PortalExplanations } from './shadow/portal-explanations.ts';
import { ShadowComparisons } from './shadow/shadow-comparisons.ts';
import type { ShadowOption } from './shadow/shadow-option.ts';
import type { Logger } from './telemetry/logger.ts';
import { Telemetry } from './telemetry/telemetry.ts';
import type { KnownTrialTypes } from './trial-types/known-trial-types.ts';

type ShadowContext = {
  readonly portal: PortalOptions;
  readonly types: KnownTrialTypes;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
};

/** Constructs the comparison of old and new answers, with connections and a circuit breaker of its own. */
export function createShadow(option: ShadowOption, { portal, types, logger, telemetry }: ShadowContext) {
  const { concurrency = 2, deadlineMs = 2_000 } = option;
  // Its requests are no demand, so that they are not counted among those of the callers.
  const client = new PortalClient({ ...portal, connections: concurrency }, new Telemetry());
  const comparisons = new ShadowComparisons({
    comparer: new Comparer(new PortalExplanations(client), option.explainLegacy, types, deadlineMs),
    report: new ComparisonReport(client, logger, option.environment),
    evaluateFlag: readFlagOption(option.flag, askWhetherToCompare),
    logger,
    telemetry,
    concurrency,
    share: option.share ?? 1,
    waiting: option.waiting ?? 100,
    reportEveryMs: option.reportEveryMs ?? 10_000,
  });
  telemetry.observe(
    'trial_eligibility_comparisons_waiting',
    'Comparisons that are under way or wait',
    () => comparisons.size,
  );
  return {
    comparisons,
    close: async () => {
      await comparisons.stop();
      await client.close();
    },
  };
}
