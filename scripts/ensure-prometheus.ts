import { findProgram } from '../dev/redis/redis-program.ts';
import { ensurePackage } from './ensure-package.ts';

/** Installs Prometheus' own check of its rules from Debian's packages where that is possible. @throws {Error} that says
 * what to install. */
export function ensurePrometheus(): void {
  ensurePackage({
    what: 'promtool',
    isThere: () => findProgram('promtool') !== undefined,
    packages: ['prometheus'],
    sentence: 'The alert rules are checked by promtool: install it with "apt-get install prometheus" as root.',
  });
}
