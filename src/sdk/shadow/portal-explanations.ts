import { ELIGIBILITY_PATH } from '../contract.ts';
import type { PortalClient, PortalResponse } from '../portal-client/portal-client.ts';
import { isRecord, readEligibilityAnswer } from '../portal-client/read-eligibility-answer.ts';
import type { PortalExplanation } from './comparison.ts';

const HEADERS = { 'trialgate-purpose': 'shadow' };
const MOST = 200;

/** Asks the portal for comparison's sake: marked so that it counts as no demand, and kept in no cache. */
export class PortalExplanations {
  readonly #client: PortalClient;

  /** @param client one of its own, so that its circuit breaker is not that of the callers. */
  constructor(client: PortalClient) {
    this.#client = client;
  }

  /** @throws {PortalUnavailable} {@link PortalAnswerInvalid} */
  async ask(
    namespaceIds: readonly number[],
    withinMs: number,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, PortalExplanation>> {
    const asked: [number, PortalExplanation][] = [];
    for (let from = 0; from < namespaceIds.length; from += MOST) {
      const ids = namespaceIds.slice(from, from + MOST);
      const query = ids.map((id) => `namespace_ids%5B%5D=${id}`).join('&');
      const asking = { withinMs, signal, headers: HEADERS };
      const path = `${ELIGIBILITY_PATH}?${query}&include=reasons`;
      asked.push(...(await this.#client.ask('GET', path, asking, (response) => read(ids, response))));
    }
    return new Map(asked);
  }
}

function read(ids: readonly number[], { body }: PortalResponse): [number, PortalExplanation][] {
  const answer = readEligibilityAnswer(body);
  const reasons = isRecord(body) && isRecord(body.reasons) ? body.reasons : {};
  return ids.flatMap((id) => {
    const trialTypes = answer.namespaces[id];
    if (!trialTypes) return [];
    const why = isRecord(reasons[id]) ? (reasons[id] as PortalExplanation['reasons']) : {};
    return [[id, { trialTypes, reasons: why, version: answer.versions?.[id] ?? 0, ruleSet: answer.ruleSet }]];
  });
}
