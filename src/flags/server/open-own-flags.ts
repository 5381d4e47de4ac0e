import { hostname } from 'node:os';
import { Unleash, UnleashEvents } from 'unleash-client';
import type { Pool } from '#kit/postgres/pool.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import type { Flags } from '../client/connect-flags.ts';
import { endUnleash } from '../client/end-unleash.ts';
import type { FlagOverrides } from '../client/flag-overrides.ts';
import { openFlags } from '../client/open-flags.ts';
import { reportTrouble } from '../client/report-trouble.ts';
import { BoardRepository } from './board-repository.ts';
import { insertEvaluations } from './evaluation-store.ts';
import type { FlagBoard } from './flag-board.ts';
import { updateFlagProcess } from './flag-process-store.ts';

const TELL_EVERY = 15_000;

export type OwnFlags = {
  readonly database: Pool;
  readonly board: FlagBoard;
  readonly environment: string;
  readonly appName: string;
  readonly overrides: FlagOverrides;
  readonly logger: Logger;
};

/** The flags of the flag home itself, from its own tables; evaluated by the same client as everywhere. */
export async function openOwnFlags({ database, board, overrides, logger, ...own }: OwnFlags): Promise<Flags> {
  const unleash = new Unleash({
    url: 'http://own.invalid/',
    appName: own.appName,
    environment: own.environment,
    repository: new BoardRepository(board, own.environment),
    // Nothing is sent anywhere; what is counted goes into the tables below.
    metricsInterval: 0,
    skipInstanceCountWarning: true,
    disableAutoStart: true,
  });
  reportTrouble(unleash, logger);
  await unleash.start();
  const self = { environment: own.environment, appName: own.appName, instanceId: `${hostname()}:${process.pid}` };
  const counts = countEvaluations(unleash);
  const tellEvaluations = async () => {
    await insertEvaluations(database, { ...self, flags: counts.take() });
    await updateFlagProcess(database, { ...self, client: 'own tables', forced: overrides });
  };
  const tell = () => tellEvaluations().catch((error) => logger.warn({ err: error }, 'own evaluations were not kept'));
  // What is forced shall be seen at once.
  void tell();
  const timer = setInterval(tell, TELL_EVERY).unref();
  return {
    client: await openFlags(unleash, overrides),
    source: 'server',
    tellEvaluations,
    close: async () => {
      clearInterval(timer);
      await tell();
      endUnleash(unleash);
    },
  };
}

function countEvaluations(unleash: Unleash) {
  let counts: Record<string, { yes: number; no: number }> = {};
  unleash.on(UnleashEvents.Count, (flag: string, value: boolean) => {
    counts[flag] ??= { yes: 0, no: 0 };
    counts[flag][value ? 'yes' : 'no'] += 1;
  });
  return {
    take: () => {
      const taken = counts;
      counts = {};
      return taken;
    },
  };
}
