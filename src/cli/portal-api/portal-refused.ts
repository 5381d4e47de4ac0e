import type { FailureAnswer } from '#sdk/contract.ts';

/** The portal has answered no, in its own words. */
export class PortalRefused extends Error {
  override name = 'PortalRefused';
  readonly status: number;
  /** One line for each field that was wrong. */
  readonly details: readonly string[];

  constructor(status: number, answer: FailureAnswer) {
    super(status === 401 ? `${answer.errors} Set TRIALGATE_TOKEN to a token that is valid.` : answer.errors);
    this.status = status;
    this.details = Object.entries(answer.error_attribute_map ?? {}).map(
      ([field, problems]) => `  ${field}: ${problems.join(', ')}`,
    );
  }
}
