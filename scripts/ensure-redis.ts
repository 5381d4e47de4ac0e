import { findRedisProgram } from '../dev/redis/redis-program.ts';
import { ensurePackage } from './ensure-package.ts';

/**
 * Installs Redis from Debian's packages where that is possible. Where there is an init, that starts a service on 6379;
 * the tests take no notice of it, because each of their servers has a port and a folder of its own.
 * @throws {Error} that says what to install.
 */
export function ensureRedis(): void {
  ensurePackage({
    what: 'Redis',
    isThere: () => findRedisProgram() !== undefined,
    packages: ['redis-server'],
    sentence: 'The tests need Redis or Valkey on PATH: install it with "apt-get install redis-server" as root.',
  });
}
