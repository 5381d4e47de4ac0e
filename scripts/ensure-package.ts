import { spawnSync } from 'node:child_process';

export type NeededPackage = {
  /** What it is called in a sentence. */
  readonly what: string;
  readonly isThere: () => boolean;
  readonly packages: readonly string[];
  /** Said when it cannot be had: what needs it, and what to do. */
  readonly sentence: string;
};

/** Installs Debian's packages where something is missing and that is possible. @throws {Error} that says what to install. */
export function ensurePackage({ what, isThere, packages, sentence }: NeededPackage): void {
  if (isThere()) return;
  process.stdout.write(`${what} is missing: installing Debian’s package.\n`);
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
  if (!isThere()) throw new Error(sentence);
}
