import { PortalAnswerInvalid, PortalUnavailable } from '../faults.ts';
import type { PortalResponse } from '../portal-client/portal-client.ts';
import { isRecord, isWhole } from '../portal-client/read-eligibility-answer.ts';
import type { ApplicationOutcome, RefusedApplication } from './trial-application.ts';

/** @throws {PortalUnavailable} {@link PortalAnswerInvalid} for what is neither a trial nor a refusal. */
export function readApplicationAnswer({ status, body }: PortalResponse): ApplicationOutcome {
  if (status === 422) return readRefusal(body);
  if (status !== 200 && status !== 201) throw faultOf(status, body);
  const trial = isRecord(body) && isRecord(body.trial) ? body.trial : undefined;
  if (!isRecord(body) || !trial || !isWhole(body.version) || !isWhole(body.epoch)) {
    throw new PortalAnswerInvalid('The portal answered an application with something that is no trial.');
  }
  const { trial_type: trialType, starts_on: startsOn, ends_on: endsOn } = trial;
  if (typeof trialType !== 'string' || typeof startsOn !== 'string' || typeof endsOn !== 'string') {
    throw new PortalAnswerInvalid('The trial in the portal’s answer has no type or no dates.');
  }
  const floor = { epoch: body.epoch, version: body.version };
  return { outcome: 'started', trialType, startsOn, endsOn, floor, isRepeat: status === 200 };
}

/** @returns undefined where the lead was taken. @throws {PortalUnavailable} {@link PortalAnswerInvalid} */
export function readLeadAnswer({ status, body }: PortalResponse): RefusedApplication | undefined {
  if (status === 200 || status === 201) return undefined;
  if (status === 422) return readRefusal(body);
  throw faultOf(status, body);
}

function readRefusal(body: unknown): RefusedApplication {
  const fields = isRecord(body) ? body : {};
  const reasons = Array.isArray(fields.reasons) ? fields.reasons.filter(isReason) : [];
  return {
    outcome: 'refused',
    code: typeof fields.code === 'string' ? fields.code : 'refused',
    sentence: sentenceOf(fields.errors),
    reasons,
    attributes: isRecord(fields.error_attribute_map)
      ? (fields.error_attribute_map as RefusedApplication['attributes'])
      : {},
  };
}

/** GitLab's own portal sends a sentence or a list of them. */
function sentenceOf(errors: unknown): string {
  const all = Array.isArray(errors) ? errors.filter((one) => typeof one === 'string').join(' ') : errors;
  return typeof all === 'string' && all !== '' ? all : 'Submission failed.';
}

function isReason(one: unknown): one is { code: string; sentence: string } {
  return isRecord(one) && typeof one.code === 'string' && typeof one.sentence === 'string';
}

function faultOf(status: number, body: unknown): Error {
  const sentence = isRecord(body) && typeof body.errors === 'string' ? `: ${body.errors}` : '.';
  if (status >= 500 || status === 429 || status === 408) {
    return new PortalUnavailable(`The portal answered with ${status}${sentence}`);
  }
  return new PortalAnswerInvalid(`The portal answered with ${status}${sentence}`);
}
