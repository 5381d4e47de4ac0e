import type { TrialOnWire } from '#sdk/contract.ts';
import type { Trial } from '../trials/trial.ts';

/** A trial as GitLab's client and the SDK read it. */
export function toTrialOnWire(trial: Trial): TrialOnWire {
  return {
    id: trial.id,
    namespace_id: trial.namespaceId,
    trial_type: trial.trialType,
    starts_on: trial.startsOn,
    ends_on: trial.endsOn,
    state: trial.state,
  };
}

/** A trial as an operator reads it, with all that is kept of it. */
export function toTrialForOperators(trial: Trial) {
  return {
    ...toTrialOnWire(trial),
    uid: trial.uid,
    started_at: trial.startedAt,
    rule_set: trial.ruleSet,
    origin: trial.origin,
    glm_source: trial.glmSource,
    glm_content: trial.glmContent,
    allowed_again_at: trial.allowedAgainAt,
    voided_at: trial.voidedAt,
  };
}
