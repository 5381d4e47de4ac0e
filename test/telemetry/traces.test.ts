import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PortalProcess } from '../support/portal-process.ts';
import { SaasProcess } from '../support/saas-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { makeTokens, send } from '../support/test-portal.ts';

/** As OTLP has it in JSON. */
type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
};
type Sent = {
  resourceSpans: {
    resource: { attributes: Span['attributes'] };
    scopeSpans: { spans: Span[] }[];
  }[];
};

const [SERVER, CLIENT] = [2, 3];
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';

const stack = new AsyncDisposableStack();
const collected: (Span & { service: string })[] = [];
let databases: { readonly portal: TestDatabase; readonly saas: TestDatabase };
let portal: PortalProcess;
let saas: SaasProcess;
let operator: string;

const attributeOf = (attributes: Span['attributes'], wanted: string) => {
  const value = attributes.find(({ key }) => key === wanted)?.value;
  return value?.stringValue ?? value?.intValue;
};

async function startCollector(): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(async (request, reply) => {
    const { resourceSpans } = (await json(request)) as Sent;
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = String(attributeOf(resource.attributes, 'service.name'));
      collected.push(...scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service }))));
    }
    reply.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces` };
}

beforeAll(async () => {
  const collector = await startCollector();
  stack.defer(() => void collector.server.close());
  databases = { portal: await createTestDatabase('portal'), saas: await createTestDatabase('saas') };
  stack.defer(databases.portal.drop);
  stack.defer(databases.saas.drop);
  const traced = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector.url };
  portal = await PortalProcess.create({
    PORTAL_DATABASE_URL: databases.portal.url,
    SAAS_URL: 'http://127.0.0.1:9',
    ...traced,
  });
  await portal.start();
  stack.defer(async () => void (await portal.stop('SIGTERM')));
  saas = await SaasProcess.create({ SAAS_DATABASE_URL: databases.saas.url, PORTAL_URL: portal.url, ...traced });
  await saas.start();
  stack.defer(async () => void (await saas.stop('SIGTERM')));
  ({ operator } = await makeTokens(databases.portal.pool));
});
afterAll(() => stack.disposeAsync());

test('one trace goes from whoever asks through saas to the portal, and nothing secret with it', async () => {
  const headers = {
    authorization: `Bearer ${operator}`,
    traceparent: `00-${TRACE}-${CALLER}-01`,
    'x-request-id': 'request-000042',
  };
  const answer = await send(`${saas.url}/api/v4/internal/eligibility/42?user_id=7`, 'GET', { headers });
  expect(answer.status).toBe(200);
  await saas.stop('SIGTERM');
  await portal.stop('SIGTERM');

  const spans = collected.filter(({ traceId }) => traceId === TRACE);
  const [first, ...more] = spans.filter(({ service, kind }) => service === 'saas' && kind === SERVER);
  expect(more).toEqual([]);
  expect(first).toMatchObject({ name: 'GET /api/v4/internal/eligibility/:id', parentSpanId: CALLER });
  const said = (wanted: string) => attributeOf(first?.attributes ?? [], wanted);
  expect([said('request.id'), said('http.response.status_code')]).toEqual(['request-000042', 200]);

  const asked = spans.filter(({ service, kind }) => service === 'saas' && kind === CLIENT);
  expect(asked.length).toBeGreaterThan(0);
  for (const { parentSpanId } of asked) expect(parentSpanId).toBe(first?.spanId);
  const served = spans.filter(({ service }) => service === 'portal');
  expect(served.length).toBeGreaterThan(0);
  for (const { parentSpanId } of served) expect(asked.map(({ spanId }) => spanId)).toContain(parentSpanId);
  expect(JSON.stringify(collected)).not.toMatch(new RegExp(`${operator}|user_id=7`));
});

test('what belongs to no request of anybody is not sent', () => {
  expect(collected.filter(({ kind, parentSpanId }) => kind === CLIENT && !parentSpanId)).toEqual([]);
});

test('a collector that is away delays nobody, nor the end', async () => {
  const alone = await SaasProcess.create({
    SAAS_DATABASE_URL: databases.saas.url,
    PORTAL_URL: portal.url,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:9/v1/traces',
  });
  await alone.start();
  const began = performance.now();
  expect((await send(`${alone.url}/-/liveness`, 'GET')).status).toBe(200);
  expect(await alone.stop('SIGTERM')).toBe(0);
  expect(performance.now() - began).toBeLessThan(5_000);
});
