import type { Flags } from '#flags/client/connect-flags.ts';
import type { FlagOverrides } from '#flags/client/flag-overrides.ts';
import { registerFlagClientRoutes } from '#flags/server/client-routes.ts';
import { FlagBoard } from '#flags/server/flag-board.ts';
import { openOwnFlags } from '#flags/server/open-own-flags.ts';
import { registerTelemetryReceiver } from '#flags/telemetry/receive-routes.ts';
import type { TelemetryKeeper } from '#flags/telemetry/telemetry-keeper.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import type { PortalConfig } from './config.ts';
import { registerErrorRoutes } from './errors/error-routes.ts';

export type PortalFlags = {
  /** The portal's own flags, from its own tables. @throws {Error} before `start`. */
  readonly own: () => Flags;
  /** Reads every flag; nothing is answered before. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type FlagDependencies = {
  readonly config: PortalConfig;
  readonly database: Pool;
  readonly keeper: TelemetryKeeper;
  readonly logger: Logger;
  readonly stopping: AbortSignal;
};

/** The flag home: what clients of every environment read and tell, and what the portal reads itself. */
export function buildFlags(app: Server, dependencies: FlagDependencies): PortalFlags {
  const { config, database, keeper, logger, stopping } = dependencies;
  const board = new FlagBoard(database, config.PORTAL_DATABASE_URL, logger);
  registerFlagClientRoutes(app, { database, board, stopping });
  registerTelemetryReceiver(app, board, keeper);
  registerErrorRoutes(app, database, board);
  const overrides: FlagOverrides = config.FLAG_OVERRIDES ?? {};
  let flags: Flags | undefined;
  return {
    own: () => {
      if (!flags) throw new Error('the flags are not there before the portal has started');
      return flags;
    },
    start: async () => {
      await board.start();
      const environment = config.TRIALGATE_ENVIRONMENT;
      flags = await openOwnFlags({ database, board, environment, appName: 'portal', overrides, logger });
    },
    stop: async () => {
      await flags?.close();
      await board.stop();
    },
  };
}
