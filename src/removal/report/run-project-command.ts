import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs what a project's own settings name, with its output where it is told. @returns whether it ended well. */
export async function runProjectCommand(
  folder: string,
  command: string,
  onOutput: (text: string) => void,
): Promise<boolean> {
  const child = spawn(command, { cwd: folder, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.setEncoding('utf8').on('data', onOutput);
  child.stderr.setEncoding('utf8').on('data', onOutput);
  return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve(code === 0)));
}

/** `npm test` where the project has tests. */
export function testCommandOf(folder: string, configured: string | false | undefined): string | undefined {
  if (configured !== undefined) return configured || undefined;
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return undefined;
  const { scripts } = JSON.parse(readFileSync(path, 'utf8')) as { scripts?: Record<string, string> };
  return scripts?.test && !scripts.test.includes('no test specified') ? 'npm test' : undefined;
}
