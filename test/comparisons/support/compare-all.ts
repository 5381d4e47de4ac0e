import type { ComparisonReportOnWire } from '#portal/contract/comparisons-on-wire.ts';
import { type ProductUnderTest, startProduct } from '../../saas/support/product-under-test.ts';

/** Compares old and new for every namespace of the product, as `trialgate shadow run` does. @returns the run's report. */
export async function compareAll({ saas, portal }: ProductUnderTest): Promise<ComparisonReportOnWire> {
  const { run } = (await portal.as('operator', 'POST', '/api/v1/comparisons/runs', {})).body;
  const headers = { authorization: `Bearer ${portal.tokens.operator}` };
  for (let after = 0; ; ) {
    const payload = { run_id: run.id, after, limit: 1_000 };
    const answer = await saas.app.inject({
      method: 'POST',
      url: '/api/v4/internal/eligibility_comparisons',
      headers,
      payload,
    });
    const { is_done: isDone, until_id: untilId } = answer.json();
    if (answer.statusCode !== 200) throw new Error(answer.body);
    if (isDone) break;
    after = untilId;
  }
  return (await portal.as('viewer', 'GET', `/api/v1/comparisons/report?run_id=${run.id}`)).body;
}

export { type ProductUnderTest, startProduct };
