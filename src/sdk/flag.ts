/** What the flag said for one person, and why (OpenFeature's words for the reason). */
export type FlagEvaluation = { readonly value: boolean; readonly reason: string };

/** A flag as the SDK asks it. `userId` is undefined where nobody is signed in. */
export type EvaluateFlag = (userId: number | undefined) => Promise<FlagEvaluation> | FlagEvaluation;

/** The least of an OpenFeature client. */
export type OpenFeatureClient = {
  readonly getBooleanDetails: (
    flag: string,
    whenItFails: boolean,
    context?: { targetingKey?: string; userId?: string },
  ) => Promise<{ readonly value: boolean; readonly reason?: string }>;
};

export const FLAG = 'use_ssot_for_trial_eligibility';

/** What a user may give: an OpenFeature client, or a function that says on or off. */
export type FlagOption = OpenFeatureClient | ((userId: number | undefined) => boolean | Promise<boolean>);

/** One way to ask, whatever was given. A flag that cannot be asked is off, like one that nobody has switched on. */
export function readFlagOption(flag: FlagOption): EvaluateFlag {
  const ask: EvaluateFlag =
    typeof flag === 'function'
      ? async (userId) => ({ value: (await flag(userId)) === true, reason: 'UNKNOWN' })
      : async (userId) => {
          const actor = userId === undefined ? {} : { targetingKey: String(userId), userId: String(userId) };
          const { value, reason } = await flag.getBooleanDetails(FLAG, false, actor);
          return { value, reason: reason ?? 'UNKNOWN' };
        };
  return async (userId) => {
    try {
      return await ask(userId);
    } catch {
      return { value: false, reason: 'ERROR' };
    }
  };
}
