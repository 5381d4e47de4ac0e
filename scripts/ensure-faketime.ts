import { findFaketime } from '../dev/redis/movable-clock.ts';
import { ensurePackage } from './ensure-package.ts';

/** Installs libfaketime from Debian's packages where that is possible. @throws {Error} that says what to install. */
export function ensureFaketime(): void {
  ensurePackage({
    what: 'libfaketime',
    isThere: () => findFaketime() !== undefined,
    packages: ['faketime'],
    sentence: 'The fault tests move Redis’s clock: install libfaketime with "apt-get install faketime" as root.',
  });
}
