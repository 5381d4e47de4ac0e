import { hostname } from 'node:os';
import type { Client } from '@openfeature/server-sdk';
import { Unleash, type UnleashConfig, UnleashEvents } from 'unleash-client';
import type { Logger } from '#kit/telemetry/logger.ts';
import { endUnleash } from './end-unleash.ts';
import { type FlagOverrides, writeFlagOverrides } from './flag-overrides.ts';
import { keepStreaming } from './keep-streaming.ts';
import { LastKnownFlags } from './last-known-flags.ts';
import { openFlags } from './open-flags.ts';
import { reportTrouble } from './report-trouble.ts';

export type FlagConnection = {
  /** The flag home, without a path: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Opens the flags of one environment; without one nothing is asked, and only what was last known is there. */
  readonly token: string | undefined;
  /** The environment that the token is for: what was last known is kept by it. */
  readonly environment: string;
  /** What this process is called in `trialgate flags show`. */
  readonly appName: string;
  /** TRIALGATE_DATA. */
  readonly folder: string;
  readonly overrides: FlagOverrides;
  readonly logger: Logger;
  /** How long to wait for the first flags, in milliseconds; 3,000 if not given. */
  readonly wait?: number;
};

/** Where the flags come from: the home once it was heard, else what was known before, else nowhere. */
export type FlagSource = 'server' | 'last_known' | 'none';

export type Flags = {
  /** Evaluates in memory. Never throws: what is not known is the given default. */
  readonly client: Client;
  /** As it is now, for readiness and for people. */
  readonly source: FlagSource;
  /** Sends what was evaluated, which otherwise happens every 15 seconds. */
  readonly tellEvaluations: () => Promise<void>;
  /** Ends timers and connections; what was evaluated is sent if that takes less than a second. */
  readonly close: () => Promise<void>;
};

const WAIT = 3_000;
const POLL_EVERY = 3_000;
const TELL_EVERY = 15_000;
const CLOSE_WITHIN = 1_000;

/**
 * Connects a process with the flag home. Never throws for a home that does not answer: after the wait it goes on with the
 * last known flags, else with every flag off, says which, and keeps trying.
 */
export async function connectFlags(connection: FlagConnection): Promise<Flags> {
  const { environment, overrides, logger, wait = WAIT } = connection;
  const lastKnown = new LastKnownFlags(connection.folder, environment, logger);
  const unleash = new Unleash({ ...configOf(connection), storageProvider: lastKnown });
  reportTrouble(unleash, logger);
  const asking = connection.token !== undefined;
  const endKeeping = streams(connection) ? keepStreaming(unleash) : () => {};
  await begin(unleash, asking, wait);
  const source = sourceOf(unleash);
  const forced = writeFlagOverrides(overrides);
  const why = asking ? '' : ' (FLAGS_TOKEN is not set, so it is not asked)';
  logger[source === 'server' ? 'info' : 'warn']({ environment, source, forced }, SENTENCES[source] + why);
  return {
    client: await openFlags(unleash, overrides),
    get source() {
      return sourceOf(unleash);
    },
    tellEvaluations: () => unleash.flushMetrics(),
    close: async () => {
      endKeeping();
      await within(CLOSE_WITHIN, unleash.flushMetrics());
      endUnleash(unleash);
      await lastKnown.settle();
    },
  };
}

const SENTENCES: Readonly<Record<FlagSource, string>> = {
  server: 'flags are those of the flag home',
  last_known: 'the flag home is not heard: flags are the last known ones, until it is',
  none: 'the flag home is not heard and no flags are known: every flag is off, until it is',
};

function configOf(connection: FlagConnection): UnleashConfig {
  const { url, token, environment, appName, overrides } = connection;
  const forced = writeFlagOverrides(overrides);
  return {
    url: `${url}/api/`,
    appName,
    environment,
    instanceId: `${hostname()}:${process.pid}`,
    customHeaders: { authorization: token ?? '', ...(forced ? { 'trialgate-flag-overrides': forced } : {}) },
    experimentalMode: streams(connection) ? { type: 'streaming' } : { type: 'polling', format: 'full' },
    refreshInterval: token === undefined ? 0 : POLL_EVERY,
    metricsInterval: TELL_EVERY,
    disableMetrics: token === undefined,
    skipInstanceCountWarning: true,
    disableAutoStart: true,
  };
}

/** Not over TLS: unleash-client's stream does not check whom it speaks with, so that anybody could get the token. */
function streams({ url, token }: FlagConnection): boolean {
  return token !== undefined && url.startsWith('http:');
}

async function begin(unleash: Unleash, asking: boolean, wait: number): Promise<void> {
  const synchronised = new Promise<void>((resolve) => unleash.once(UnleashEvents.Synchronized, resolve));
  const started = unleash.start();
  started.catch(() => {});
  await within(wait, asking ? synchronised : started);
}

function sourceOf(unleash: Unleash): FlagSource {
  if (unleash.isSynchronized()) return 'server';
  return unleash.getFeatureToggleDefinitions().length > 0 ? 'last_known' : 'none';
}

/** Waits for it, at most so many milliseconds. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, milliseconds);
  await Promise.race([work.catch(() => {}), late.promise]);
  clearTimeout(timer);
}
