import { APPLY_PATH, LEAD_PATH } from '../contract.ts';
import type { PortalClient } from '../portal-client/portal-client.ts';
import { readApplicationAnswer, readLeadAnswer } from './read-application-answer.ts';
import type { ApplicationOutcome, RefusedApplication, TrialApplication, TrialLead } from './trial-application.ts';

const ADD_ON = 'duo_enterprise';

/** Applications and leads, which always go to the portal: its transaction decides, and reads no cache. */
export class TrialApplications {
  readonly #client: PortalClient;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  /**
   * Not through the circuit breaker, because a person waits for this one answer, and asked once: what has no answer may
   * have been started, and is sent again with the same key.
   * @throws {PortalUnavailable} {@link PortalAnswerInvalid} when it is not known what became of it.
   */
  async apply(application: TrialApplication, withinMs: number): Promise<ApplicationOutcome> {
    const { uid, namespaceId, trialType, plan, idempotencyKey, attributes } = application;
    const namespace = plan === undefined ? {} : { namespace: { id: namespaceId, plan } };
    const trialUser = {
      ...attributes,
      ...namespace,
      namespace_id: namespaceId,
      gitlab_com_trial: true,
      sync_to_gl: true,
      add_on_name: ADD_ON,
      trial_type: trialType,
    };
    const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
    const body = { uid, trial_user: trialUser };
    return readApplicationAnswer(await this.#client.request('POST', APPLY_PATH, { body, withinMs, headers }));
  }

  /** @returns why the portal did not take it; undefined where it did. @throws as `apply`. */
  async submitLead(lead: TrialLead, withinMs: number): Promise<RefusedApplication | undefined> {
    const { uid, namespaceId, attributes } = lead;
    const trialUser = { ...attributes, uid, ...(namespaceId === undefined ? {} : { namespace_id: namespaceId }) };
    const body = { trial_user: trialUser, with_add_on: true, add_on_name: ADD_ON };
    return readLeadAnswer(await this.#client.request('POST', LEAD_PATH, { body, withinMs }));
  }
}
