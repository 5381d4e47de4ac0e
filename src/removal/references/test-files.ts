import { basename, dirname, relative } from 'node:path';
import { casingsOf } from './casings.ts';
import type { RemovalSettings } from './removal-settings.ts';

const TEST_FILE = /(\.(test|spec)\.[cm]?[jt]sx?$)|(^|\/)__tests__\//;
const TEST_FOLDER = /(^|\/)(tests?|__mocks__)\//;

/** Which files of a project are tests, and which are there for tests. */
export class TestFiles {
  readonly #root: string;
  readonly #folders: ReadonlySet<string>;

  /** @param settings `tests`: folders in which files are tests without being called so. */
  constructor(root: string, settings: Pick<RemovalSettings, 'tests'>) {
    this.#root = root;
    this.#folders = new Set(settings.tests.map((folder) => folder.replace(/\/$/, '')));
  }

  isTest(path: string): boolean {
    const name = this.#nameOf(path);
    return TEST_FILE.test(name) || this.#folders.has(dirname(name));
  }

  /** A test, or what tests are made of. */
  isTestCode(path: string): boolean {
    return this.isTest(path) || TEST_FOLDER.test(this.#nameOf(path));
  }

  /**
   * A test file that is named after a flag is about it: `use-ssot.test.ts` about its being asked, `use-ssot.on.test.ts` and
   * `…-on.test.ts` about one of its states.
   * @returns the state; null where it is about no state; undefined for a file that is not named after the flag.
   */
  stateOf(path: string, flag: string): boolean | null | undefined {
    if (!this.isTest(path)) return undefined;
    const words = casingsOf(flag)
      .map((one) => RegExp.escape(one))
      .join('|');
    const name = basename(path).replace(/(\.(test|spec))?\.[cm]?[jt]sx?$/, '');
    const match = new RegExp(`(?:^|[.-])(?:${words})(?:[.-](on|off))?$`).exec(name);
    if (!match) return undefined;
    return match[1] === undefined ? null : match[1] === 'on';
  }

  #nameOf(path: string): string {
    return relative(this.#root, path).replaceAll('\\', '/');
  }
}
