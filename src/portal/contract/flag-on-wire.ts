import type { FlagDefinition } from '#flags/definitions/flag-definition.ts';
import type { EvaluatedBy } from '#flags/server/evaluation-store.ts';
import type { KeptFlagChange } from '#flags/server/flag-change-store.ts';
import type { SeenFlagProcess } from '#flags/server/flag-process-store.ts';
import type { KeptFlag } from '#flags/server/flag-store.ts';
import type { FlagToken } from '#flags/server/flag-token-store.ts';

export function toFlagOnWire(flag: FlagDefinition) {
  return {
    name: flag.name,
    description: flag.description,
    owner_group: flag.ownerGroup,
    rollout_issue: flag.rolloutIssue,
    type: flag.type,
    introduced: flag.introduced,
    remove_by: flag.removeBy,
    permanent_because: flag.permanentBecause,
    default: flag.default,
    actor: flag.actor,
  };
}

/** A flag in one environment; one that was never set stands at revision 0 with its default. */
export function toFlagStateOnWire(environment: string, kept: KeptFlag | undefined, untouched: string) {
  return {
    environment,
    state: kept?.state ?? untouched,
    revision: kept?.revision ?? 0,
    changed_by: kept?.changedBy ?? null,
    changed_at: kept?.changedAt.toISOString() ?? null,
  };
}

export function toEvaluatedOnWire(one: EvaluatedBy) {
  return {
    environment: one.environment,
    app_name: one.appName,
    instances: one.instances,
    yes: one.yes,
    no: one.no,
    last_evaluated_at: one.lastAt.toISOString(),
  };
}

/** A process that has forced a flag, and to what. */
export function toForcedOnWire(process: SeenFlagProcess, flag: string) {
  return {
    environment: process.environment,
    app_name: process.appName,
    instance_id: process.instanceId,
    forced: process.forced[flag] ? 'on' : 'off',
    last_seen_at: process.lastSeenAt.toISOString(),
  };
}

export function toFlagChangeOnWire(change: KeptFlagChange) {
  return {
    environment: change.environment,
    revision: change.revision,
    before: change.stateBefore,
    after: change.stateAfter,
    changed_by: change.changedBy,
    reason: change.reason,
    changed_at: change.changedAt.toISOString(),
  };
}

/** A token without its secret. */
export function toFlagTokenOnWire(token: FlagToken) {
  return {
    id: token.id,
    environment: token.environment,
    name: token.name,
    created_at: token.createdAt.toISOString(),
    revoked_at: token.revokedAt?.toISOString() ?? null,
  };
}
