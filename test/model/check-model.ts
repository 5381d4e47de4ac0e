import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Configuration } from './configurations.ts';

const run = promisify(execFile);
const MODEL = 'cache-protocol.pml';
const MOST_MEGABYTES = 2_000;
/** The property; any other assertion is a mistake in the model. */
const STALE = 'assertion violated (shown>=needed)';

export type Search = {
  readonly states: number;
  readonly depth: number;
  readonly seconds: number;
  readonly errors: number;
  /** Whether every state was visited; false too where an error ended the search. */
  readonly exhausted: boolean;
  /** The first error in the checker's words; the property's begins with `stale`. Empty if there is none. */
  readonly error: string;
  /** What happened before it, one sentence a step. */
  readonly trail: readonly string[];
};

type Options = {
  /** Breadth first: the trail is the shortest one, and the search takes more memory. */
  readonly isShortestTrail?: boolean;
  /** For small ones, where compiling takes longer than searching. */
  readonly isQuick?: boolean;
  readonly milliseconds?: number;
  /** How many steps deep it goes; a search that gets there is not exhaustive. */
  readonly deepest?: number;
};

/** Searches the whole state space of one configuration. @throws {Error} when the model does not compile. */
export async function checkModel({ flags }: Pick<Configuration, 'flags'>, options: Options = {}): Promise<Search> {
  const { isShortestTrail = false, isQuick = false, milliseconds = 300_000, deepest = 100_000 } = options;
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-model-'));
  const defined = [...flags, ...(isShortestTrail ? ['SHORTEST_TRAIL'] : [])].map((flag) => `-D${flag}`);
  try {
    await cp(import.meta.dirname, folder, { recursive: true, filter: (path) => !path.endsWith('.ts') });
    await run('spin', ['-a', ...defined, MODEL], { cwd: folder });
    await run('gcc', [...compilerFlags(isQuick, isShortestTrail), '-o', 'pan', 'pan.c'], { cwd: folder });
    const began = performance.now();
    const { stdout } = await run('./pan', [`-m${deepest}`], { cwd: folder, timeout: milliseconds }).catch(asStopped);
    const search = readSearch(stdout, (performance.now() - began) / 1_000);
    return search.errors > 0 ? { ...search, trail: await readTrail(folder, defined) } : search;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function compilerFlags(isQuick: boolean, isShortestTrail: boolean): readonly string[] {
  const search = ['-w', '-DSAFETY', `-DMEMLIM=${MOST_MEGABYTES}`, ...(isShortestTrail ? ['-DBFS'] : [])];
  return isQuick ? ['-O0', ...search] : ['-O2', ...search];
}

/** Out of memory or time: what it has printed says so, or misses the end. */
function asStopped(error: { stdout?: string }): { stdout: string } {
  return { stdout: error.stdout ?? '' };
}

function readSearch(text: string, seconds: number): Search {
  const count = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
  const error = /^pan:\d+: (.*?) \(at depth \d+\)/m.exec(text)?.[1] ?? '';
  const isComplete = /^State-vector/m.test(text) && /^Full statespace search/m.test(text);
  return {
    states: count(/(\d+) states, stored/),
    depth: count(/depth reached (\d+)/),
    seconds,
    errors: count(/errors: (\d+)/),
    exhausted: isComplete && !/not completed|too small|out of memory|max.* exceeded/i.test(text),
    error: error === STALE ? 'stale' : error,
    trail: [],
  };
}

async function readTrail(folder: string, defined: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await run('spin', ['-t', '-T', ...defined, MODEL], { cwd: folder });
  // Copied and searched within one tick of the clock, the model may look newer than its trail; spin then warns of it first.
  const lines = stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !/^spin: warning/.test(line));
  const end = lines.findIndex((line) => line.startsWith('spin:'));
  return lines.slice(0, end).filter((line) => line !== '');
}
