import { existsSync } from 'node:fs';
import { ensurePackage } from './ensure-package.ts';

/** Where Debian puts it. */
export const CHROMIUM = '/usr/bin/chromium';

/** Installs Chromium from Debian's packages where that is possible. @throws {Error} that says what to install. */
export function ensureChromium(): void {
  ensurePackage({
    what: 'Chromium',
    isThere: () => existsSync(CHROMIUM),
    packages: ['chromium', 'fonts-dejavu-core'],
    sentence: 'The browser tests need Chromium: install it with "apt-get install chromium" as root.',
  });
}
