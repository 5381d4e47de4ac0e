import { buildProgram } from './build-program.ts';
import { connectToPortal } from './portal-api/connect-to-portal.ts';
import { reportFailure } from './terminal/report-failure.ts';
import { Terminal } from './terminal/terminal.ts';

/**
 * Runs one command and sets the process's exit code: 0 done, 1 refused or broken, 2 wrong usage, 3 done with bad rows,
 * 130 left by Ctrl-C.
 */
export async function runCommandLine(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const terminal = new Terminal(process.stdout, process.stderr, environment);
  process.stdout.on('error', leaveQuietly);
  const context = { environment, terminal, portal: () => connectToPortal(environment) };
  const program = await buildProgram(context, words[0]);
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    process.exitCode = reportFailure(error, terminal, environment);
  }
}

/** Whoever reads has seen enough, as `head` has. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
