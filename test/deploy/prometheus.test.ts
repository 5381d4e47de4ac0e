import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createLogger } from '#kit/telemetry/logger.ts';
import { createTelemetry } from '#kit/telemetry/meter.ts';
import { OVERVIEW_METRICS } from '#portal/overview/tally.ts';
import { createLostCounter } from '#saas/last-checks/last-checks-metrics.ts';
import { createRegistrationMetrics } from '#saas/registration/registration-metrics.ts';
import { ELIGIBILITY_PATH } from '#sdk/contract.ts';
import { COUNTERS, type CounterName, HISTOGRAMS, type HistogramName, Telemetry } from '#sdk/telemetry/telemetry.ts';
import { openSdk } from '../sdk/support/open-sdk.ts';
import { application, startTestPortal, until } from '../support/test-portal.ts';

const run = promisify(execFile);
const FOLDER = 'deploy/prometheus';
const BOARDS = globSync('deploy/grafana/*.json');
/** What Prometheus makes itself. */
const OF_PROMETHEUS = ['up'];

type Rule = {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { runbook: string; summary: string };
};
type Panel = {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly targets: { readonly expr: string }[];
  readonly fieldConfig: { readonly defaults: { readonly unit: string } };
};
type Board = { readonly uid: string; readonly panels: Panel[]; readonly templating: { list: { query: unknown }[] } };

const rules: Rule[] = parse(readFileSync(`${FOLDER}/alerts.yml`, 'utf8')).groups.flatMap(
  (group: { rules: Rule[] }) => group.rules,
);
const boards = BOARDS.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Board);
const panels = boards.flatMap((board) => board.panels);

/** The metrics that PromQL names: every word that is no function, no label and no text. */
function metricsOf(promql: string): string[] {
  const bare = promql
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, '')
    .replace(/\boffset\s+\w+/g, '');
  const words = bare.match(/\b[a-z_:][a-z0-9_:]*\b(?!\s*\()/gi) ?? [];
  return words.filter((word) => !['or', 'and', 'unless', 'by', 'sum', 'max', 'count'].includes(word));
}

const stack = new AsyncDisposableStack();
const exported = new Set<string>();
beforeAll(async () => {
  const portal = await startTestPortal();
  stack.defer(portal.stop);
  const logger = createLogger('test', 'silent');
  const process = createTelemetry({ service: 'saas', version: 'v', environment: 'qa', logger });
  stack.defer(process.stop);
  // What a product's process shows: the gauges of a real SDK, and each of its counters once.
  const { sdk } = openSdk(stack, portal.url, {
    meter: process.meter,
    legacy: async () => new Map(),
    shadow: { flag: () => false, explainLegacy: async () => new Map() },
  });
  await sdk.check([1], { place: 'list' });
  const telemetry = new Telemetry(process.meter);
  for (const name of Object.keys(COUNTERS)) telemetry.count(name as CounterName, 1, { any: 'value' });
  for (const name of Object.keys(HISTOGRAMS)) telemetry.record(name as HistogramName, 1);
  const registration = createRegistrationMetrics(process.meter).begin();
  registration.onExposed(true);
  registration.end('queued');
  createLostCounter(process.meter)(1, 'full');
  await portal.gitlab('POST', '/trials', { body: application(7) });
  await portal.as('admin', 'PATCH', '/api/v1/rules/trial_running', { state: 'observe', reason: 'for a test' });
  await portal.gitlab('GET', `${ELIGIBILITY_PATH}?namespace_ids=7`);
  const pages = async () => (await portal.portal.telemetry.render()) + (await process.render());
  const text = await until(async () => /provisioning_backlog\{/.test(await pages()) && pages());
  for (const [, name] of text.matchAll(/^([a-z_:][a-z0-9_:]*)[{ ]/gim)) exported.add(name as string);
});
afterAll(() => stack.disposeAsync());

describe('every metric named', () => {
  test('in a rule is exported by a process', () => {
    expect(rules.length).toBeGreaterThan(5);
    for (const { alert, expr } of rules) {
      expect(metricsOf(expr).length, alert).toBeGreaterThan(0);
      expect(
        metricsOf(expr).filter((name) => !exported.has(name) && !OF_PROMETHEUS.includes(name)),
        alert,
      ).toEqual([]);
    }
  });

  test('on a board is exported by a process', () => {
    expect(panels.length).toBeGreaterThan(10);
    for (const { title, targets } of panels) {
      const named = targets.flatMap(({ expr }) => metricsOf(expr));
      expect(named.length, title).toBeGreaterThan(0);
      expect(
        named.filter((name) => !exported.has(name) && !OF_PROMETHEUS.includes(name)),
        title,
      ).toEqual([]);
    }
  });

  test('in the overview is exported by a process', () => {
    const names = Object.values(OVERVIEW_METRICS).map((name) => (name.endsWith('_seconds') ? `${name}_bucket` : name));
    expect(names.filter((name) => !exported.has(name))).toEqual([]);
  });

  test('in docs/telemetry.md is exported, and every exported one stands there', () => {
    const told = [...readFileSync('docs/telemetry.md', 'utf8').matchAll(/^\| `([a-z_]+)/gm)].map(([, name]) => name);
    const families = [...exported]
      .map((name) => name.replace(/_(bucket|sum|count)$/, ''))
      .filter((name) => name !== 'target_info');
    expect(new Set(told)).toEqual(new Set(families));
  });
});

describe('boards', () => {
  test('have panels with a title, a sentence and a unit, each by its own number', () => {
    expect(new Set(boards.map(({ uid }) => uid)).size).toBe(BOARDS.length);
    for (const { panels } of boards) {
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
      for (const { title, description, fieldConfig } of panels) {
        expect([title, description, fieldConfig.defaults.unit].every((word) => word.length > 0)).toBe(true);
      }
    }
  });
});

describe('promtool', () => {
  test.each([
    ['check', 'config', 'prometheus.yml'],
    ['check', 'rules', 'alerts.yml'],
    ['test', 'rules', 'alerts.test.yml'],
  ])('%s %s %s', async (...words) => {
    const { stdout } = await run('promtool', words, { cwd: FOLDER });
    expect(stdout).toContain('SUCCESS');
  });

  test('reads every expression of the boards', async () => {
    const at = { $__rate_interval: '1m', '"$job"': '".*"' };
    const groups = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    const written = groups.map((expr, place) => {
      const filled = Object.entries(at).reduce((text, [from, to]) => text.replaceAll(from, to), expr);
      return { record: `board:${place}`, expr: filled };
    });
    const folder = await mkdtemp(join(tmpdir(), 'trialgate-boards-'));
    await writeFile(join(folder, 'boards.yml'), JSON.stringify({ groups: [{ name: 'boards', rules: written }] }));
    const { stdout } = await run('promtool', ['check', 'rules', join(folder, 'boards.yml')]);
    await rm(folder, { recursive: true });
    expect(stdout).toContain(`${written.length} rules found`);
  });

  test('each rule is tried, and leads to a runbook that is there', () => {
    const tried = readFileSync(`${FOLDER}/alerts.test.yml`, 'utf8');
    for (const { alert, annotations } of rules) {
      expect(tried).toContain(`alertname: ${alert}`);
      expect(readFileSync(annotations.runbook, 'utf8').length).toBeGreaterThan(100);
    }
  });
});
