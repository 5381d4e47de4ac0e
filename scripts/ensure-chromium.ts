import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Debian puts it. */
export const CHROMIUM = '/usr/bin/chromium';

/** Installs Chromium from Debian's packages where that is possible. @throws {Error} that says what to install. */
export async function ensureChromium(): Promise<void> {
  if (existsSync(CHROMIUM)) return;
  process.stdout.write('Chromium is missing: installing Debian’s package.\n');
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], options);
  if (!existsSync(CHROMIUM)) {
    throw new Error('The browser tests need Chromium: install it with "apt-get install chromium" as root.');
  }
}
