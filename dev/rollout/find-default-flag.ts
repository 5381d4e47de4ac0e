import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const PLANS = join(import.meta.dirname, '../../rollouts');
/** What the demo's people do. */
const WATCHED = 'registrations_total';

/** The flags that have a plan, by name. */
export function listPlannedFlags(): string[] {
  return globSync('*.yml', { cwd: PLANS })
    .map((name) => basename(name, '.yml'))
    .sort();
}

/** The flag that is rolled out unless one is said: one whose plan watches what the demo counts, the last by its name. */
export function findDefaultFlag(): string {
  const watching = (flag: string) => readFileSync(join(PLANS, `${flag}.yml`), 'utf8').includes(WATCHED);
  const flag = listPlannedFlags().findLast(watching);
  if (flag === undefined) throw new Error(`There is no plan in rollouts/ that watches ${WATCHED}: name a flag.`);
  return flag;
}
