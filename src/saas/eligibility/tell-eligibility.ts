import type { TrialEligibility } from '#sdk/index.ts';
import type { InternalApi } from '../internal-api/internal-api.ts';

const TELL_WITHIN = 1_000;

/**
 * Tells every process of a change before the portal gets its answer, so that whoever is told that it has landed meets it
 * everywhere. The change itself never fails for that: where it cannot be told, it comes through the portal's feed.
 */
export function tellEligibility(eligibility: () => TrialEligibility): InternalApi['onChange'] {
  return async ({ namespaceId, version, operation }, logger) => {
    const change = { namespace_id: namespaceId, version, operation };
    logger.info(change, 'namespace changed by the portal');
    try {
      await eligibility().invalidate(namespaceId, version, { deadlineMs: TELL_WITHIN });
    } catch (error) {
      logger.warn({ err: error, ...change }, 'the eligibility cache could not be told of a change');
    }
  };
}
