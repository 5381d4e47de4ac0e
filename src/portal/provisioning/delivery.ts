import type { AddOnMessage, SubscriptionMessage } from '#domain/provisioning/messages.ts';
import type { ProvisionedNamespace } from '#domain/provisioning/provisioned-subject.ts';
import type { Queryable } from '#kit/postgres/pool.ts';
import { type Subject, updateFailed } from './provisioning-store.ts';
import { type SaasClient, Undeliverable } from './saas-client.ts';

/** What is at hand while one namespace is provisioned. */
export class Delivery {
  readonly database: Queryable;
  readonly namespace: ProvisionedNamespace;
  readonly #saas: SaasClient;

  constructor(database: Queryable, saas: SaasClient, namespace: ProvisionedNamespace) {
    this.database = database;
    this.#saas = saas;
    this.namespace = namespace;
  }

  /** A trial or purchase of this namespace, by whose provisioning is written down how it went. */
  subject(kind: Subject['kind'], id: number): Subject {
    return { kind, id, namespaceId: this.namespace.namespaceId };
  }

  subscription() {
    return this.#saas.getSubscription(this.namespace.namespaceId);
  }

  /** Every call carries the version, so that saas invalidates what it keeps by it. */
  async sendSubscription(message: SubscriptionMessage): Promise<void> {
    const { namespaceId, version } = this.namespace;
    await this.#saas.putSubscription(namespaceId, { ...message, version });
  }

  async sendAddOn(message: AddOnMessage): Promise<void> {
    const { namespaceId, version } = this.namespace;
    await this.#saas.provisionAddOn(namespaceId, { ...message, version });
  }

  /**
   * Runs a subject's messages and writes down how it went: what can never land is shown to operators and left, what may
   * pass is thrown on, so that the queue tries again.
   */
  async attempt(subject: Subject, send: () => Promise<void>): Promise<void> {
    try {
      await send();
    } catch (error) {
      const state = error instanceof Undeliverable ? 'undeliverable' : 'retrying';
      await updateFailed(this.database, subject, { state, error: (error as Error).message });
      if (state === 'retrying') throw error;
    }
  }
}
