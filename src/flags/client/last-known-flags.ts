import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientFeaturesResponse } from 'unleash-client';
import type { Logger } from '#kit/telemetry/logger.ts';

const NOTHING_THERE = ['ENOENT', 'ENOTDIR'];

/**
 * The last flags that a process has heard, as a file `flags/<environment>/<process>.json` in its folder. It never fails:
 * unleash-client asks for everything anew, at once and for ever, when they cannot be kept.
 */
export class LastKnownFlags {
  readonly #folder: string;
  readonly #logger: Logger;
  #kept: string | undefined;
  #writing: Promise<void> = Promise.resolve();
  #warned = false;

  constructor(folder: string, environment: string, logger: Logger) {
    this.#folder = join(folder, 'flags', environment);
    this.#logger = logger;
  }

  async get(appName: string): Promise<ClientFeaturesResponse | undefined> {
    try {
      const flags = JSON.parse(await readFile(this.#path(appName), 'utf8'));
      return Array.isArray(flags?.features) ? flags : undefined;
    } catch (error) {
      if (!NOTHING_THERE.includes((error as NodeJS.ErrnoException).code ?? '')) {
        this.#warn(error, 'last known flags cannot be read');
      }
      return undefined;
    }
  }

  /** Writes one after the other, so that an older one never replaces a newer one. */
  set(appName: string, flags: ClientFeaturesResponse): Promise<void> {
    const text = JSON.stringify(flags);
    if (text === this.#kept) return this.#writing;
    this.#kept = text;
    this.#writing = this.#writing.then(() => this.#write(this.#path(appName), text));
    return this.#writing;
  }

  /** Waits until everything is written that was given. */
  settle(): Promise<void> {
    return this.#writing;
  }

  async #write(path: string, text: string): Promise<void> {
    // Others read the file whole or not at all, also other processes of the same name.
    const draft = `${path}.${process.pid}`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(draft, text, { mode: 0o600 });
      await rename(draft, path);
    } catch (error) {
      this.#kept = undefined;
      this.#warn(error, 'last known flags cannot be kept; a restart without the flag home begins with all flags off');
    }
  }

  #warn(error: unknown, sentence: string): void {
    if (!this.#warned) this.#logger.warn({ err: error }, sentence);
    this.#warned = true;
  }

  #path(appName: string): string {
    return join(this.#folder, `${appName}.json`);
  }
}
