import { Type } from 'typebox';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { toExplanationOnWire } from '../contract/explanation.ts';
import { failures } from '../contract/failure-schema.ts';
import { idParameter } from '../contract/parameters.ts';
import { toPurchaseOnWire } from '../contract/purchase.ts';
import { readTime } from '../contract/time-parameter.ts';
import { toTrialForOperators } from '../contract/trial-on-wire.ts';
import { listPurchases } from '../purchases/purchase-store.ts';
import { listRefusals } from '../trials/refusal-store.ts';
import { listTrials } from '../trials/trial-store.ts';
import { explainNamespace } from './explain-namespace.ts';

/** The answer with all its reasons, for whoever is asked "why can't they start a trial?". */
export function registerExplainRoutes(app: Server, database: Pool): void {
  const schema = {
    params: Type.Object({ id: idParameter }),
    querystring: Type.Object({
      at: Type.Optional(Type.String({ description: 'A day or a time: the answer as of then.' })),
    }),
    response: failures,
    tags: ['Namespaces'],
    summary: 'Why a namespace may or may not start each trial, now or at another time',
  };
  app.get('/api/v1/namespaces/:id/eligibility', { config: { access: 'viewer' }, schema }, async (request) => {
    const { id } = request.params;
    const explanation = await explainNamespace(database, id, readTime(request.query.at));
    const [trials, purchases, refusals] = await Promise.all([
      listTrials(database, id),
      listPurchases(database, id),
      listRefusals(database, id, 50),
    ]);
    return {
      ...toExplanationOnWire(explanation),
      history: trials.map(toTrialForOperators),
      purchases: purchases.map(toPurchaseOnWire),
      refusals: refusals.map((refusal) => ({
        at: refusal.at,
        trial_type: refusal.trialType,
        uid: refusal.uid,
        codes: refusal.codes,
        rule_set: refusal.ruleSet,
        request_id: refusal.requestId,
      })),
    };
  });
}
