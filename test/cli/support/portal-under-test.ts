import { startTestPortal, type TestPortal } from '../../support/test-portal.ts';
import { type Ran, type RunOptions, runCommand } from './run-command.ts';

/** A portal of its own, and the command that speaks to it. */
export type PortalUnderTest = Omit<TestPortal, 'gitlab'> & {
  /** Runs the command as the admin, unless the options say otherwise. */
  readonly run: (words: readonly string[], options?: RunOptions) => Promise<Ran>;
  /** Calls the portal as the admin. @returns what it answers, which must be a success. */
  readonly call: (method: string, path: string, body?: unknown) => Promise<TestAnswer>;
};

// biome-ignore lint/suspicious/noExplicitAny: a test reads what the wire says
type TestAnswer = any;

export async function startPortalUnderTest(): Promise<PortalUnderTest> {
  const portal = await startTestPortal();
  const environment = { PORTAL_URL: portal.url, TRIALGATE_TOKEN: portal.tokens.admin };
  return {
    ...portal,
    run: (words, options = {}) =>
      runCommand(words, { ...options, environment: { ...environment, ...options.environment } }),
    call: async (method, path, body) => {
      const reply = await portal.as('admin', method, path, body);
      if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`);
      return reply.body;
    },
  };
}
