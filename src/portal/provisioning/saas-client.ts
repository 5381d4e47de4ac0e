import { Pool } from 'undici';
import type { AddOnMessage, SubscriptionMessage } from '#domain/provisioning/messages.ts';
import type { SaasSubscription } from '#domain/provisioning/provisioned-subject.ts';
import { Fault } from '#kit/errors/fault.ts';
import type { SigningKeys } from './signing-keys.ts';

const DEADLINE = 10_000;

/** saas has understood and will never accept this message. */
export class Undeliverable extends Fault {
  constructor(sentence: string) {
    super('undeliverable', sentence);
  }
}

type Reply = { readonly status: number; readonly body: Record<string, unknown> };

/** GitLab's internal API, as the portal calls it. Everything that may pass by itself is thrown as `saas_unavailable`. */
export class SaasClient {
  readonly #pool: Pool;
  readonly #keys: SigningKeys;

  constructor(saasUrl: string, keys: SigningKeys) {
    this.#pool = new Pool(saasUrl, {
      connections: 8,
      headersTimeout: DEADLINE,
      bodyTimeout: DEADLINE,
      connectTimeout: DEADLINE,
    });
    this.#keys = keys;
  }

  /** What saas has now; undefined where it does not know the namespace. */
  async getSubscription(namespaceId: number): Promise<SaasSubscription | undefined> {
    const reply = await this.#send('GET', namespaceId, 'gitlab_subscription');
    if (reply.status === 404) return undefined;
    assertAccepted(reply);
    const plan = reply.body.plan as { code?: string | null } | undefined;
    const billing = reply.body.billing as Record<string, string | null> | undefined;
    return {
      planCode: plan?.code ?? null,
      startDate: billing?.subscription_start_date ?? null,
      endDate: billing?.subscription_end_date ?? null,
    };
  }

  /** Changes the subscription, or makes it where there is none yet. @throws {Undeliverable} */
  async putSubscription(namespaceId: number, message: SubscriptionMessage): Promise<void> {
    let reply = await this.#send('PUT', namespaceId, 'gitlab_subscription', message);
    if (reply.status === 404) reply = await this.#send('POST', namespaceId, 'gitlab_subscription', message);
    // Somebody else has made it meanwhile.
    if (reply.body.code === 'subscription_exists') {
      reply = await this.#send('PUT', namespaceId, 'gitlab_subscription', message);
    }
    assertAccepted(reply);
  }

  /** @throws {Undeliverable} */
  async provisionAddOn(namespaceId: number, message: AddOnMessage & { version: number }): Promise<void> {
    assertAccepted(await this.#send('POST', namespaceId, 'provision', message));
  }

  async #send(method: 'GET' | 'PUT' | 'POST', namespaceId: number, what: string, body?: object): Promise<Reply> {
    const token = await this.#keys.internalToken();
    const path = `/api/v4/internal/gitlab_subscriptions/namespaces/${namespaceId}/${what}`;
    try {
      const reply = await this.#pool.request({
        method,
        path,
        headers: {
          'x-customers-dot-internal-token': token,
          accept: 'application/json',
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(DEADLINE),
      });
      const text = await reply.body.text();
      return { status: reply.statusCode, body: readBody(text) };
    } catch (cause) {
      throw new Fault('saas_unavailable', `${method} ${what}: no answer from saas.`, { cause });
    }
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}

function readBody(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function assertAccepted({ status, body }: Reply): void {
  if (status >= 200 && status < 300) return;
  const said = JSON.stringify(body.errors ?? body.message ?? body.error ?? '').slice(0, 300);
  if (status === 400 || status === 404 || status === 422) throw new Undeliverable(`saas answered ${status}: ${said}`);
  throw new Fault('saas_unavailable', `saas answered ${status}: ${said}`);
}
