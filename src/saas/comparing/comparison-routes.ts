import { Type } from 'typebox';
import { Fault } from '#kit/errors/fault.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { EligibilityFault, type TrialEligibility } from '#sdk/index.ts';
import type { PortalPeople } from '../eligibility/portal-people.ts';
import { requireStaff } from '../eligibility/require-staff.ts';
import { countCandidates, listCandidates } from './candidate-store.ts';

type Comparing = {
  readonly database: Pool;
  readonly eligibility: () => TrialEligibility;
  readonly people: PortalPeople;
};

const whole = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const body = Type.Object(
  {
    run_id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    after: whole,
    limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 500 }),
    per_million: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1_000_000 }),
  },
  { additionalProperties: false },
);

/**
 * `/api/v4/internal/eligibility_comparisons`: compares the next namespaces by both methods, without traffic, and tells the
 * portal. Whoever asks decides how fast it goes.
 */
export function registerComparisons(app: Server, { database, eligibility, people }: Comparing): void {
  const onRequest = requireStaff(people, 'operator');
  const path = '/api/v4/internal/eligibility_comparisons';
  app.get(path, { onRequest }, async () => ({ success: true, namespaces: await countCandidates(database) }));
  app.post(path, { onRequest, schema: { body } }, async (request) => {
    const { run_id: runId, after, limit, per_million: perMillion } = request.body;
    const { ids, untilId } = await listCandidates(database, after, limit, perMillion);
    const compared = untilId === after ? [] : await compare(eligibility(), ids, { runId, untilId });
    const outcomes: Record<string, number> = {};
    for (const { outcome } of compared) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    return { success: true, until_id: untilId, is_done: untilId === after, asked: ids.length, outcomes };
  });
}

/** @throws {Fault} 503 where the portal could not be told; the same part may be sent again. */
async function compare(
  eligibility: TrialEligibility,
  ids: readonly number[],
  progress: { runId: number; untilId: number },
) {
  try {
    return await eligibility.compare(ids, progress);
  } catch (cause) {
    if (!(cause instanceof EligibilityFault)) throw cause;
    if (cause.code === 'portal_answer_invalid') {
      const sentence = 'The portal refuses this part of the comparison; its log says why. Is it older than this side?';
      throw new Fault(cause.code, sentence, { status: 502, cause });
    }
    const sentence = 'The portal could not be told of this part of the comparison; send it again.';
    throw new Fault('portal_unreachable', sentence, { status: 503, retryAfterSeconds: 2, cause });
  }
}
