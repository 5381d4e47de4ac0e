import { CHANGES_PATH } from '../contract.ts';
import { PortalAnswerInvalid, PortalUnavailable } from '../faults.ts';
import type { PortalClient } from '../portal-client/portal-client.ts';
import { type FeedPage, readFeedPage } from './feed-page.ts';

const WAIT_SECONDS = 1;
const BACK_SECONDS = 60;
/** Beyond what the portal may wait. */
const WITHIN = 5_000;

/** Asks the portal's change feed by long polls, because each is a question with an answer: a stream that a proxy holds
 * back looks as if nothing had changed. */
export class FeedClient {
  readonly #client: PortalClient;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  /**
   * What came after a cursor, or in the last minute (undefined); waits up to a second for a change.
   * @returns `gone` where the cursor is not known any more, `no_feed` where the portal has none.
   * @throws {PortalUnavailable} {@link PortalAnswerInvalid}
   */
  async read(cursor: string | undefined, signal: AbortSignal): Promise<FeedPage | 'gone' | 'no_feed'> {
    const from =
      cursor === undefined
        ? `since=${BACK_SECONDS}&wait=0`
        : `after=${encodeURIComponent(cursor)}&wait=${WAIT_SECONDS}`;
    const { status, body } = await this.#client.request('GET', `${CHANGES_PATH}?${from}`, { withinMs: WITHIN, signal });
    if (status === 200) return readFeedPage(body);
    if (status === 410) return 'gone';
    if (status === 404) return 'no_feed';
    if (status >= 500 || status === 429) throw new PortalUnavailable(`The portal's feed answered with ${status}.`);
    throw new PortalAnswerInvalid(`The portal refused the feed with ${status}: its credentials must open it.`);
  }
}
