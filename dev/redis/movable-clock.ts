import { globSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Debian's libfaketime, or undefined. */
export function findFaketime(): string | undefined {
  return globSync('/usr/lib/*/faketime/libfaketime.so.1')[0];
}

/** The wall clock of other processes, which tests move: they are started with its `environment`. */
export class MovableClock {
  readonly environment: Readonly<Record<string, string>>;
  readonly #file: string;

  private constructor(file: string, library: string) {
    this.#file = file;
    this.environment = {
      // The C library before jemalloc, which asks for the time before libfaketime can tell it: the process would hang.
      LD_PRELOAD: `${library}:libc.so.6`,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      // Timers run on: only what the process believes to be the time of day is moved.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** @param folder an existing one, where it keeps its file. @throws {Error} that says what to install. */
  static async create(folder: string): Promise<MovableClock> {
    const library = findFaketime();
    if (library === undefined) throw new Error('faketime is missing: "apt-get install faketime" as root.');
    const clock = new MovableClock(join(folder, 'faketime'), library);
    await clock.shift(0);
    return clock;
  }

  /** Lets it go wrong by so many seconds, negative ones too, from now on. */
  async shift(seconds: number): Promise<void> {
    const text = `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}`;
    // Renamed into its place, because the file is read at any moment.
    await writeFile(`${this.#file}.new`, `${text}\n`);
    await rename(`${this.#file}.new`, this.#file);
  }
}
