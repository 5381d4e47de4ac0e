import { checkModel } from './check-model.ts';
import { CONFIGURATIONS } from './configurations.ts';
import { judgeSearch } from './judge-search.ts';

/** `node test/model/print-table.ts [name …]`: the table of README.md; with the name of one that fails, its shortest
 * trail. */

const names = process.argv.slice(2);
const chosen = CONFIGURATIONS.filter(({ name }) => names.length === 0 || names.includes(name));

const HEAD = ['configuration', 'flags', 'shows', 'outcome', 'states', 'depth', 'seconds'];
const writeRow = (columns: readonly string[]) => process.stdout.write(`| ${columns.join(' | ')} |\n`);

writeRow(HEAD);
writeRow(HEAD.map(() => '---'));
for (const configuration of chosen) {
  const { name, flags, shows, expected } = configuration;
  const isShortestTrail = names.length > 0 && expected === 'fails';
  const search = await checkModel(configuration, { isShortestTrail });
  const outcome = judgeSearch(configuration, search) === undefined ? expected : 'not as expected';
  const { states, depth, seconds, trail } = search;
  writeRow([name, `\`${flags.join(' ')}\``, shows, outcome, `${states}`, `${depth}`, seconds.toFixed(1)]);
  if (isShortestTrail) process.stdout.write(`\n  ${trail.join('\n  ')}\n\n`);
}
