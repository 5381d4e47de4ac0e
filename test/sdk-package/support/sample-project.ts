import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
const INSTALL = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];

/** What a team that uses every option has besides the SDK, in the versions that this house has too. */
export const COMPANIONS = [
  ...['redis', 'pino', '@opentelemetry/api', '@opentelemetry/sdk-metrics', '@opentelemetry/exporter-prometheus'].map(
    (name) => `${name}@${dependencies[name]}`,
  ),
  '@openfeature/core@^1.12.0',
  '@openfeature/server-sdk@^1.23.0',
  '@types/node@^22',
];

const HOUSE_COMPILER = resolve('node_modules/.bin/tsc');
const COMPILER_OPTIONS = { target: 'es2023', lib: ['es2023'], strict: true, skipLibCheck: false };
export const NODENEXT = { module: 'nodenext', moduleResolution: 'nodenext' };
export const BUNDLER = { module: 'esnext', moduleResolution: 'bundler' };

/** A project as a team has it: an empty folder, packages from npm, files. */
export class SampleProject {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** @throws {Error} that says which packages could not be had. */
  static async create(packages: readonly string[]): Promise<SampleProject> {
    const project = new SampleProject(await mkdtemp(join(tmpdir(), 'trialgate-sample-')));
    // npm 12 runs the install script of no package that is not named; that of `node` fetches the program.
    const packageJson = { private: true, type: 'module', allowScripts: { node: true } };
    await project.write('package.json', JSON.stringify(packageJson));
    try {
      await run('npm', [...INSTALL, ...packages], { cwd: project.folder, timeout: 150_000 });
    } catch (error) {
      const why = (error as { stderr?: string }).stderr ?? String(error);
      await project.remove();
      throw new Error(
        `npm could not install ${packages.join(', ')} into an empty project: they must be in its registry or its cache.\n${why}`,
      );
    }
    return project;
  }

  async write(file: string, text: string): Promise<void> {
    await writeFile(join(this.folder, file), text);
  }

  /** What the type checker, the house's or another, has to say about these files; nothing where all is well. */
  async typeCheck(files: readonly string[], options: object, tsc = HOUSE_COMPILER): Promise<string> {
    const emits = 'outDir' in options ? {} : { noEmit: true, allowImportingTsExtensions: true };
    const compilerOptions = { ...COMPILER_OPTIONS, ...emits, ...options };
    await this.write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
    const { stdout } = await run(tsc, ['-p', this.folder], { cwd: this.folder }).catch((error) => error);
    return stdout;
  }

  /** Runs a file and gives what it printed. @throws {Error} with all of it when it fails or does not end. */
  async run(node: string, file: string, environment: NodeJS.ProcessEnv): Promise<string> {
    const env = { ...process.env, ...environment };
    try {
      const { stdout } = await run(node, [file], { cwd: this.folder, env, timeout: 30_000 });
      return stdout.trim();
    } catch (error) {
      const { stdout, stderr, killed } = error as { stdout?: string; stderr?: string; killed?: boolean };
      throw new Error(`${file} ${killed ? 'did not end within 30 s' : 'failed'}:\n${stdout}\n${stderr}`);
    }
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Packs the SDK as `npm run pack:sdk` does. */
export async function packSdk(): Promise<{ tarball: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'trialgate-sdk-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await run('npm', ['run', '--silent', 'pack:sdk', '--', '--pack-destination', folder]);
  } catch (error) {
    await remove();
    throw error;
  }
  const [tarball = ''] = await readdir(folder);
  return { tarball: join(folder, tarball), remove };
}

/** A Node of that version, from npm. */
export async function installNode(major: number): Promise<{ node: string; remove: () => Promise<void> }> {
  const project = await SampleProject.create([`node@${major}`]);
  const node = join(project.folder, 'node_modules/node/bin/node');
  const version = existsSync(node) ? (await run(node, ['--version'])).stdout : 'no program';
  if (!version.startsWith(`v${major}.`)) {
    await project.remove();
    throw new Error(`npm installed node@${major}, and there is ${version}: its install script must be able to run.`);
  }
  return { node, remove: () => project.remove() };
}

/** All of them, so that nothing is still starting when what has started is stopped. @throws what the first failed one threw. */
export async function untilAll(starting: readonly Promise<unknown>[]): Promise<void> {
  for (const one of await Promise.allSettled(starting)) if (one.status === 'rejected') throw one.reason;
}
