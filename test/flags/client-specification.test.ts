import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import names from '@unleash/client-specification/specifications/index.json' with { type: 'json' };
import { type Context, InMemStorageProvider, Unleash, UnleashEvents } from 'unleash-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FLAGS } from '#flags/definitions/flags.ts';
import type { Feature, Segment } from '#flags/server/feature.ts';
import { replaceDocument } from '#flags/server/replace-document.ts';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';
import { makeFlagToken } from './support/flag-home.ts';

/** Every evaluation case that Unleash has for its clients: told to our server, read from it by the stock client. */

type DeltaEvent = {
  readonly type: string;
  readonly features?: readonly Feature[];
  readonly segments?: readonly Segment[];
  readonly feature?: Feature;
  readonly featureName?: string;
  readonly segment?: Segment;
  readonly segmentId?: number;
};
type Case = { readonly description: string; readonly context: Context; readonly toggleName: string };
type Specification = {
  readonly name: string;
  readonly state: {
    readonly features?: readonly Feature[];
    readonly segments?: readonly Segment[];
    readonly events?: readonly DeltaEvent[];
  };
  readonly tests?: readonly (Case & { readonly expectedResult: boolean })[];
  readonly variantTests?: readonly (Case & { readonly expectedResult: object })[];
};

const folder = join(
  dirname(createRequire(import.meta.url).resolve('@unleash/client-specification/package.json')),
  'specifications',
);
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const specifications: Specification[] = names.map(read);

let portal: TestPortal;
let cases = 0;
const clients: Unleash[] = [];

beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(async () => {
  for (const one of clients) one.destroy();
  await portal.stop();
});

/** The states that an environment goes through: one, or one more for each event. */
function documentsOf({ state }: Specification) {
  const features = new Map((state.features ?? []).map((one) => [one.name, one]));
  const segments = new Map((state.segments ?? []).map((one) => [one.id, one]));
  const document = () => ({ features: [...features.values()], segments: [...segments.values()] });
  if (!state.events) return [document()];
  return state.events.map((event) => {
    for (const one of [...(event.features ?? []), ...(event.feature ? [event.feature] : [])])
      features.set(one.name, one);
    for (const one of [...(event.segments ?? []), ...(event.segment ? [event.segment] : [])]) segments.set(one.id, one);
    if (event.featureName) features.delete(event.featureName);
    if (event.segmentId !== undefined) segments.delete(event.segmentId);
    return document();
  });
}

/** The stock client as its own documentation sets it up. */
async function connect(environment: string, type: 'streaming' | 'polling'): Promise<Unleash> {
  const authorization = await makeFlagToken(portal, environment);
  const client = new Unleash({
    url: `${portal.url}/api/`,
    appName: 'specification',
    customHeaders: { authorization },
    experimentalMode: type === 'streaming' ? { type } : { type, format: 'full' },
    storageProvider: new InMemStorageProvider(),
    disableMetrics: true,
    skipInstanceCountWarning: true,
  });
  clients.push(client);
  client.on(UnleashEvents.Error, () => {});
  await new Promise((resolve) => client.once(UnleashEvents.Synchronized, resolve));
  return client;
}

describe.each(['streaming', 'polling'] as const)('by %s', (type) => {
  test.each(specifications.map((one) => [one.name, one] as const))('%s', async (name, specification) => {
    const environment = `spec-${type}-${name.slice(0, 2)}`;
    const [first = { features: [], segments: [] }, ...later] = documentsOf(specification);
    await replaceDocument(portal.database, environment, first);
    const client = await connect(environment, type);
    for (const document of later) {
      await replaceDocument(portal.database, environment, document);
      if (type === 'streaming') await until(async () => serves(client, document));
    }
    const settled = type === 'polling' && later.length > 0 ? await connect(environment, type) : client;
    for (const { description, context, toggleName, expectedResult } of specification.tests ?? []) {
      expect(settled.isEnabled(toggleName, context), description).toBe(expectedResult);
      cases += 1;
    }
    for (const { description, context, toggleName, expectedResult } of specification.variantTests ?? []) {
      const { featureEnabled: _, ...variant } = settled.getVariant(toggleName, context);
      expect(variant, description).toEqual(expectedResult);
      cases += 1;
    }
  });
});

function serves(client: Unleash, { features }: { features: readonly Feature[] }): boolean {
  const names = new Set(client.getFeatureToggleDefinitions().map(({ name }) => name));
  return features.every(({ name }) => names.has(name)) && names.size === features.length + FLAGS.length;
}

test('no case was left out', () => {
  const all = specifications.flatMap((one) => [...(one.tests ?? []), ...(one.variantTests ?? [])]);
  expect(all.length).toBeGreaterThan(270);
  expect(cases).toBe(2 * all.length);
});
