import { CommanderError } from 'commander';
import { ConfigurationInvalid } from '#kit/config/read-settings.ts';
import { Fault } from '#kit/errors/fault.ts';
import { PortalRefused } from '../portal-api/portal-refused.ts';
import { LeftBehind } from './left-behind.ts';
import { RemovalStopped } from './removal-stopped.ts';
import type { Terminal } from './terminal.ts';
import { WrongUsage } from './wrong-usage.ts';

const REFUSED = 1;
const WRONG_USAGE = 2;
const INTERRUPTED = 130;

/** Says what went wrong and what to do, without a stack unless DEBUG=trialgate asks for it. @returns the exit code. */
export function reportFailure(error: unknown, terminal: Terminal, environment: NodeJS.ProcessEnv): number {
  // Commander has said it already; help and the version end this way too, with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  if (environment.DEBUG === 'trialgate') terminal.note(stackOf(error));
  for (const line of sentencesOf(error)) terminal.note(line);
  if (error instanceof WrongUsage) return WRONG_USAGE;
  return error instanceof LeftBehind ? INTERRUPTED : REFUSED;
}

function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof LeftBehind) return [error.message];
  if (error instanceof RemovalStopped) return [`trialgate: ${error.message}`, ...error.details];
  if (error instanceof PortalRefused) return [`trialgate: ${error.message}`, ...error.details];
  if (error instanceof ConfigurationInvalid) return error.sentences.map((sentence) => `trialgate: ${sentence}`);
  if (error instanceof WrongUsage || error instanceof Fault) return [`trialgate: ${error.message}`];
  const message = error instanceof Error ? error.message : String(error);
  return [`trialgate: This broke: ${message}. DEBUG=trialgate shows where.`];
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
