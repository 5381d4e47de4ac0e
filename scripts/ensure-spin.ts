import { existsSync } from 'node:fs';
import { findProgram } from '../dev/redis/redis-program.ts';
import { ensurePackage } from './ensure-package.ts';

const PROGRAMS = ['spin', 'cpp', 'gcc'];
const HEADERS = '/usr/include/stdio.h';

/** Installs the model checker and its compiler from Debian's packages where that is possible. @throws {Error} that says
 * what to install. */
export function ensureSpin(): void {
  ensurePackage({
    what: 'Spin',
    isThere: () => PROGRAMS.every((program) => findProgram(program) !== undefined) && existsSync(HEADERS),
    packages: ['spin', 'cpp', 'gcc', 'libc6-dev'],
    sentence:
      'The cache protocol’s model needs spin and gcc: install them with "apt-get install spin cpp gcc libc6-dev" as root.',
  });
}
