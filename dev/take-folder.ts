import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/**
 * Makes the folder and the database in `database` this process's own. A demo that still runs on it is left alone; the database of one that was killed
 * is stopped, since nobody else will.
 * @returns what gives the folder back.
 * @throws {Error} that names the process that runs on it.
 */
export async function takeFolder(folder: string, database: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await mkdir(dirname(database), { recursive: true, mode: 0o755 });
  const mine = join(folder, 'start.pid');
  const other = await readPid(mine);
  if (other !== undefined && other !== process.pid && isAlive(other)) {
    throw new Error(`Process ${other} runs on ${folder} already: stop it, or set TRIALGATE_DATA to another folder.`);
  }
  const left = await readPid(join(database, 'postmaster.pid'));
  if (left !== undefined && isAlive(left)) {
    process.kill(left, 'SIGINT');
    for (let waited = 0; isAlive(left) && waited < 10_000; waited += 50) await setTimeout(50);
  }
  await writeFile(mine, `${process.pid}\n`);
  return () => rm(mine, { force: true });
}

async function readPid(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isNaN(pid) ? undefined : pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
