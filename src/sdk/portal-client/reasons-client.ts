import type { Reasons } from '../applying/reasons.ts';
import { ELIGIBILITY_PATH } from '../contract.ts';
import type { PortalClient, PortalResponse } from './portal-client.ts';
import { isRecord } from './read-eligibility-answer.ts';

const MOST = 200;

/** Asks the portal why not; for the few places that show it to a person, so that it is not cached. */
export class ReasonsClient {
  readonly #client: PortalClient;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  /** @returns nothing of what the portal cannot say in time: a sentence without a reason is shown then. */
  async list(namespaceIds: readonly number[], withinMs: number): Promise<Reasons> {
    const ids = [...new Set(namespaceIds)].slice(0, MOST);
    if (ids.length === 0) return new Map();
    const query = ids.map((id) => `namespace_ids%5B%5D=${id}`).join('&');
    const path = `${ELIGIBILITY_PATH}?${query}&include=reasons`;
    return this.#client.ask('GET', path, { withinMs }, readReasons).catch(() => new Map());
  }
}

function readReasons({ status, body }: PortalResponse): Reasons {
  const reasons = new Map<number, Readonly<Record<string, readonly string[]>>>();
  if (status !== 200 || !isRecord(body) || !isRecord(body.reasons)) return reasons;
  for (const [id, byType] of Object.entries(body.reasons)) {
    if (isRecord(byType)) reasons.set(Number(id), byType as Record<string, readonly string[]>);
  }
  return reasons;
}
