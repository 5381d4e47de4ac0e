import { afterEach, expect, test, vi } from 'vitest';
import { ensurePackage } from './ensure-package.ts';

afterEach(() => vi.unstubAllEnvs());

const needed = { what: 'Something', packages: ['something'], sentence: 'Install something.' };

test('does nothing where it is there', () => {
  const write = vi.spyOn(process.stdout, 'write');
  ensurePackage({ ...needed, isThere: () => true });
  expect(write).not.toHaveBeenCalled();
  write.mockRestore();
});

test('says what to install where nothing can be installed', () => {
  vi.stubEnv('PATH', '/nowhere');
  expect(() => ensurePackage({ ...needed, isThere: () => false })).toThrow('Install something.');
});
