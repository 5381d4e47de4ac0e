import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const PLANS = join(import.meta.dirname, '../../rollouts');
/** What the demo's people do. */
const WATCHED = 'registrations_total';

/** The flag that is rolled out unless one is said: one whose plan watches what the demo counts, the last by its name. */
export function findDefaultFlag(): string {
  const plans = globSync('*.yml', { cwd: PLANS }).sort();
  const watching = plans.filter((name) => readFileSync(join(PLANS, name), 'utf8').includes(WATCHED));
  const plan = watching.at(-1);
  if (plan === undefined) throw new Error(`There is no plan in rollouts/ that watches ${WATCHED}: name a flag.`);
  return basename(plan, '.yml');
}
