import type { PortalApi } from './portal-api/portal-api.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What every command is given. */
export type CommandContext = {
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  /** The portal, as the person who holds the token. Asked for when a command runs, because help needs no token. */
  readonly portal: () => Promise<PortalApi>;
};
