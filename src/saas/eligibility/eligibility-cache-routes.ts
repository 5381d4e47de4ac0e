import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { CacheInspection, TrialEligibility } from '#sdk/index.ts';
import { answerCacheFault } from './answer-cache-fault.ts';
import type { PortalPeople } from './portal-people.ts';
import { requireStaff, staffIdOf } from './require-staff.ts';

export type EligibilityCacheRoutes = {
  readonly eligibility: () => TrialEligibility;
  readonly inspect: () => CacheInspection;
  readonly people: PortalPeople;
};

const MOST_IDS = 1_000;
const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const whole = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const ids = Type.Array(id, { minItems: 1, maxItems: MOST_IDS });
const onlyIds = Type.Object({ namespace_ids: ids }, { additionalProperties: false });
const idsAndVersion = Type.Object(
  { namespace_ids: ids, version: Type.Optional(whole) },
  { additionalProperties: false },
);
const state = Type.Object(
  {
    trial_types: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 20 }),
    version: Type.Optional(whole),
    epoch: Type.Optional(whole),
    rule_set: Type.Optional(whole),
    valid_for_seconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 * 86_400 })),
  },
  { additionalProperties: false },
);

/** `/api/v1/eligibility_cache/…`: the cache as operators look into it and change it by hand. */
export function registerEligibilityCache(app: Server, routes: EligibilityCacheRoutes): void {
  app.register(
    async (scope: Server) => {
      registerReading(scope, routes);
      registerChanging(scope, routes);
    },
    { prefix: '/api/v1/eligibility_cache' },
  );
}

function registerReading(app: Server, { eligibility, inspect, people }: EligibilityCacheRoutes): void {
  const onRequest = requireStaff(people, 'viewer');
  // By POST, because a thousand ids are too long for an address.
  app.post('/read', { onRequest, schema: { body: onlyIds } }, async ({ body }) => {
    return { success: true, entries: await answering(async () => inspect().read(body.namespace_ids)) };
  });
  app.get('/stats', { onRequest }, async () => {
    const stats = await answering(async () => inspect().stats());
    return { success: true, stats, counters: eligibility().stats() };
  });
}

function registerChanging(app: Server, { eligibility, inspect, people }: EligibilityCacheRoutes): void {
  const onRequest = requireStaff(people, 'operator');
  const params = Type.Object({ id });
  app.put('/entries/:id', { onRequest, schema: { params, body: state } }, async (request) => {
    const { trial_types: types, version, epoch, rule_set: ruleSet, valid_for_seconds: validForSeconds } = request.body;
    const options = { version, epoch, ruleSet, validForSeconds };
    const put = async () => inspect().put(request.params.id, types, withoutUndefined(options));
    const entry = await answering(put);
    log(request, 'put', [request.params.id]);
    return { success: true, entry };
  });
  app.post('/remove', { onRequest, schema: { body: onlyIds } }, async (request) => {
    const removed = await answering(async () => inspect().remove(request.body.namespace_ids));
    log(request, 'remove', request.body.namespace_ids);
    return { success: true, removed };
  });
  app.post('/invalidate', { onRequest, schema: { body: idsAndVersion } }, async (request) => {
    const { namespace_ids: namespaceIds, version } = request.body;
    await answering(() => eligibility().invalidate(namespaceIds, version));
    log(request, 'invalidate', namespaceIds);
    return { success: true };
  });
}

async function answering<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw answerCacheFault(error);
  }
}

/** Who did it: the audit log is the portal's, and what lies in a cache is no record of it. */
function log(request: FastifyRequest, operation: string, namespaceIds: readonly number[]): void {
  request.log.info(
    { staff_id: staffIdOf(request), operation, namespace_ids: namespaceIds.slice(0, 20), count: namespaceIds.length },
    'eligibility cache changed by hand',
  );
}

type Given<Options> = { readonly [Name in keyof Options]?: Exclude<Options[Name], undefined> };

/** The SDK tells what is left out from what is undefined. */
function withoutUndefined<Options extends object>(options: Options): Given<Options> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Given<Options>;
}
