import { randomUUID } from 'node:crypto';
import { ChannelMember } from './cache/channel-member.ts';
import { Floors } from './cache/floors.ts';
import type { Freshness } from './cache/freshness.ts';
import { Invalidator } from './cache/invalidator.ts';
import { Keeper } from './cache/keeper.ts';
import { KnownState } from './cache/known-state.ts';
import { LeftOut } from './cache/left-out.ts';
import type { Load, LoaderLimits } from './cache/loader.ts';
import type { EligibilityStore } from './cache/store/eligibility-store.ts';
import { StoreGate } from './cache/store-gate.ts';
import { Tier } from './cache/tier.ts';
import type { TrialTypeCodes } from './cache/trial-type-codes.ts';
import type { Clock } from './clock.ts';
import type { EligibilitySource } from './eligibility-source.ts';
import { EligibilitySourceWithCache } from './eligibility-source-with-cache.ts';
import { StalenessSampler } from './proof/staleness-sampler.ts';
import { startReport } from './telemetry/check-report.ts';
import type { Logger } from './telemetry/logger.ts';
import type { Telemetry } from './telemetry/telemetry.ts';
import type { KnownTrialTypes } from './trial-types/known-trial-types.ts';

export type CacheSettings = {
  readonly freshness: Freshness;
  /** Entries of the in-process tier; 0: none. */
  readonly tierEntries: number;
  /** Milliseconds for one read of the store. */
  readonly storeDeadlineMs: number;
  /** Milliseconds for one request to the portal. */
  readonly portalDeadlineMs: number;
  readonly limits: LoaderLimits;
  /** Of changed namespaces, how many the sampler looks at again; from 0 to 1. */
  readonly sampleShare: number;
};

type Around = {
  readonly store: EligibilityStore;
  readonly portal: EligibilitySource;
  readonly learnTypes: () => Promise<void>;
  readonly codes: TrialTypeCodes;
  readonly types: KnownTrialTypes;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
};

/** Puts the cache together in front of a source. */
export function createCache(around: Around, settings: CacheSettings) {
  const { store, clock, logger, telemetry, codes, learnTypes } = around;
  const { freshness } = settings;
  const process = randomUUID();
  const [floors, known, leftOut] = [new Floors(), new KnownState(), new LeftOut()];
  const tier = new Tier(settings.tierEntries);
  const sampler = new StalenessSampler({ store, tier, floors, telemetry, logger, share: settings.sampleShare });
  const member = new ChannelMember({
    store,
    tier,
    floors,
    known,
    clock,
    process,
    logger,
    telemetry,
    onMessage: (message) => {
      for (const one of message.tombstones) leftOut.delete(one.id);
      sampler.onMessage(message);
    },
    onState: () => learnFromState(known.state.types, around),
  });
  const storeGate = new StoreGate({
    store,
    clock,
    logger,
    withinMs: settings.storeDeadlineMs,
    ready: () => member.ready,
  });
  const kept = { tier, floors, known, codes, freshness, telemetry };
  const keeper = new Keeper({ ...kept, store, learnTypes });
  const ask = askFor(around, known, settings.portalDeadlineMs);
  const source = new EligibilitySourceWithCache({
    ...kept,
    storeGate,
    leftOut,
    keeper,
    clock,
    ask,
    limits: settings.limits,
  });
  const invalidator = new Invalidator({ store, floors, tier, clock, telemetry });
  return { source, invalidator, member, known, floors, tier, storeGate, sampler, process };
}

/** Asks the portal for one load, with floors for what only its primary may answer. */
function askFor({ portal, clock }: Around, known: KnownState, portalDeadlineMs: number) {
  return async (load: Load) => {
    const wants = [...load.wants.values()];
    const primary = wants.filter((want) => want.primary);
    const answers = await portal.check({
      namespaceIds: wants.map((want) => want.id),
      atLeast: primary.length > 0 ? new Map(primary.map((want) => [want.id, want.floor])) : undefined,
      fresh: false,
      deadline: clock.monotonic() + portalDeadlineMs,
      userId: undefined,
      report: startReport(),
    });
    for (const answer of answers.values()) known.learn(answer.epoch, answer.ruleSet);
    return answers;
  };
}

/** What a process that starts while the portal is away needs to read entries. */
function learnFromState(text: string, { codes, types, clock }: Around): void {
  if (!codes.isEmpty || text === '') return;
  try {
    const learnt = JSON.parse(text);
    codes.learn(learnt);
    types.learn(learnt, new Date(clock.wall()));
  } catch {
    // Written by nobody of ours; the portal will say.
  }
}
