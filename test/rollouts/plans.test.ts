import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { computePlan } from '#domain/rollouts/plan-arithmetic.ts';
import { planSchema } from '#rollouts/plan/plan-schema.ts';
import { readPlan } from '#rollouts/plan/read-plan.ts';

const files = globSync('rollouts/*.yml');
const example = readFileSync('rollouts/example_flag.yml', 'utf8');

test('editors complete plans by the schema that reads them; npx node scripts/write-plan-schema.ts writes it', () => {
  const { $schema, ...written } = JSON.parse(readFileSync('rollouts/plan.schema.json', 'utf8'));
  expect($schema).toContain('draft-07');
  expect(written).toEqual(JSON.parse(JSON.stringify(planSchema)));
});

test.each(files)('%s is a plan, named after its flag', (file) => {
  const text = readFileSync(file, 'utf8');
  expect(text.startsWith('# yaml-language-server: $schema=./plan.schema.json\n')).toBe(true);
  const { plan, mistakes } = readPlan(text);
  expect(mistakes).toBeUndefined();
  expect(file).toBe(`rollouts/${plan?.flag}.yml`);
  expect(plan?.environments.map(({ name }) => name)).toEqual([
    'customers-development',
    'customers-staging',
    'production',
  ]);
  expect(plan?.environments.at(-1)).toMatchObject({ presence: 7_200, verify: 86_400 });
});

test('the ladder is what a plan without steps has', () => {
  const { plan } = readPlan(example.replace(/^ {4}steps:\n( {6}- .*\n)+/m, ''));
  const states = plan?.environments.at(-1)?.steps.map(({ to }) => to);
  expect(states).toEqual(['percent:1', 'percent:10', 'percent:25', 'percent:50', 'percent:75', 'on']);
});

test('another order of keys or a comment is the same plan, anything else is another', () => {
  const { hash } = readPlan(example);
  const lines = example.split('\n');
  const [flag, rest] = [lines.slice(1, 2), lines.slice(2)];
  expect(readPlan([...rest, ...flag, '# a comment'].join('\n')).hash).toBe(hash);
  expect(readPlan(example.replace('people: 50', 'people: 49')).hash).not.toBe(hash);
});

test.each([
  [example.replace('hold: 30m', 'hold: half'), /^Line \d+: environments\[3\]\.hold must be a duration such as 30s/],
  [example.replace('kind: sample_ratio', 'kind: ratio'), /^Line \d+: gates\.split is no gate/],
  [
    example.replace('gates: [latency, new_errors', 'gates: [latncy, new_errors'),
    /^Line \d+: There is no gate latncy; there are reg/,
  ],
  [
    example.replace('percent:25+', 'percent:5+'),
    /^Line \d+: percent:5\+users:1,2 reaches no more people than percent:10/,
  ],
  [example.replace('percent:25+users:1,2', 'percent:25+users:1'), /takes user 2 away again/],
  [example.replace('percent:25+', 'percent:2.5+'), /Clients know whole percents only/],
  [example.replace('to: "on"', 'to: "off"'), /No step switches the flag off/],
  [example.replace('name: customers-staging', 'name: production'), /production stands there twice/],
  [
    example.replace('"percent:10+users:1,2"', '"percent:10+users:1,2", deadline: 20m'),
    /deadline of percent:10\+users:1,2 is/,
  ],
  [example.replace('{ to: "on", people: 200 }', '{ to: "on", period: 2h }'), /a period cannot end it/],
  [
    `settle: 1m\n${example.replace('"percent:10+users:1,2"', '"percent:10+users:1,2", period: 50s')}`,
    /before every process has/,
  ],
  [example.replace('flag: example', 'flag: no'), /^Line 2: There is no flag no_flag/],
  [example.replace('expectations:', 'expectation:'), /The plan lacks expectations\./],
  [example.replace('owners:', 'colour: red\nowners:'), /^Line 3: The plan has nothing called colour\./],
  ['a: [', /It is not YAML/],
  ['7', /The plan must be object/],
])('says each mistake in a sentence (%#)', (text, sentence) => {
  const { mistakes = [] } = readPlan(text);
  expect(mistakes.some((one) => sentence.test(one)) || mistakes).toBe(true);
});

test('says all mistakes at once', () => {
  const { mistakes } = readPlan(example.replace('hold: 30m', 'hold: half').replace('people: 200', 'people: -1'));
  expect(mistakes).toHaveLength(2);
});

test('a step for a period is followed by one that reaches as few as the one before it, and lasts as long', () => {
  const trial = example.replace('- { to: "percent:10+users:1,2" }', '- { to: "percent:25+users:1,2", period: 2h }');
  const { plan, mistakes } = readPlan(trial);
  expect(mistakes).toBeUndefined();
  const steps = plan && computePlan(plan, null).steps.filter(({ percent }) => percent === 25);
  expect(steps?.map(({ from, until }) => until - from)).toEqual([7_200, 1_800]);
});

test('computes when it can be done, how long until it is safe, and who meets it', () => {
  const { plan } = readPlan(example);
  if (!plan) throw new Error('no plan');
  const known = computePlan(plan, 3_600);
  // A minute, a quarter and two hours, seven half hours (the first percent waits for its people), a day.
  expect(known.steps.map(({ until, from }) => until - from)).toEqual([
    80, 8_100, 1_800, 5_020, 1_800, 1_800, 1_800, 1_800, 88_200,
  ]);
  expect(known.earliestCompletion).toBe(110_400);
  expect(known).toMatchObject({ longestToDetect: 55, longestToSafe: 56, longestToSafePolling: 71 });
  const one = known.steps.find(({ percent }) => percent === 1);
  expect(one).toMatchObject({ people: 2 + 51, peopleUntilSafe: 2 + 1 });
  expect(computePlan(plan, null).steps.every(({ people }) => people === null)).toBe(true);
});
