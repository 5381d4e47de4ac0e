import { hash } from 'node:crypto';
import { CALLOUT_EVENTS, type Callout } from '#billing/zuora/callout.ts';
import { readZuoraAccountId, ZUORA_ACCOUNT_ID_MUST_BE } from '#domain/billing/zuora-account-id.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { asObject, invalid } from './application.ts';
import { ImportFieldReader } from './import-field-reader.ts';

// Zuora's clock may be a little ahead of ours; what lies further ahead would outrank every change of today.
const MOST_AHEAD = 5 * 60_000;

/**
 * Reads the body of a callout, as our template in docs/zuora.md has Zuora write it.
 * @throws {BadRequest} `malformed_request`, `callout_event_unknown`, or `invalid_request` with every field that is wrong.
 */
export function readCallout(text: string, now: number): Callout {
  const fields = asObject(parse(text));
  if (!fields) throw new BadRequest('The body must be a JSON object.', { status: 400, code: 'malformed_request' });
  const event = CALLOUT_EVENTS.find((one) => one === fields.event);
  if (event === undefined) {
    const allowed = `must be one of ${CALLOUT_EVENTS.join(', ')}`;
    throw new BadRequest(`event ${allowed}.`, { code: 'callout_event_unknown', attributes: { event: [allowed] } });
  }
  const reader = new ImportFieldReader(fields, 'body');
  const id = (name: string) => reader.read(name, ZUORA_ACCOUNT_ID_MUST_BE, readZuoraAccountId, '');
  const zuoraAccountId = id('account_id');
  const mergedInto = event === 'AccountMerged' ? id('merged_into_account_id') : null;
  const occurredAt = new Date(reader.time('occurred_at') || 0);
  const customer = reader.has('customer') ? reader.text('customer', 200) : null;
  const eventId = reader.has('event_id') ? reader.text('event_id', 200) : null;
  if (mergedInto === zuoraAccountId) reader.refuse('merged_into_account_id', 'must be another account');
  if (occurredAt.getTime() > now + MOST_AHEAD) reader.refuse('occurred_at', 'must not lie in the future');
  if (reader.failed) throw invalid(reader.problems);
  const same = [event, zuoraAccountId, mergedInto, occurredAt.toISOString(), customer];
  const key = eventId === null ? hash('sha256', JSON.stringify(same)) : `id ${eventId}`;
  return { event, key, zuoraAccountId, occurredAt, mergedInto, customer };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest('The body is not JSON.', { status: 400, code: 'malformed_request' });
  }
}
