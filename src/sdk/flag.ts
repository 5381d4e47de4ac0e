import { within } from './cache/within.ts';

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
/** Whether the checks of a person are compared with what the other side says. */
export const COMPARE_FLAG = 'compare_trial_eligibility';

/** What a user may give: an OpenFeature client, or a function that says on or off. */
export type FlagOption = OpenFeatureClient | ((userId: number | undefined) => boolean | Promise<boolean>);

/** Milliseconds; a flag is evaluated in memory, so that one which takes longer has no answer. */
const WITHIN = 250;

type Actor = { targetingKey?: string; userId?: string };
type AskClient = (client: OpenFeatureClient, actor: Actor) => Promise<FlagEvaluation>;

// A function each, so that each flag can be taken out by itself.
const askWhoAnswers: AskClient = async (client, actor) => {
  const { value, reason } = await client.getBooleanDetails(FLAG, false, actor);
  return { value: value === true, reason: reason ?? 'UNKNOWN' };
};

export const askWhetherToCompare: AskClient = async (client, actor) => {
  const { value, reason } = await client.getBooleanDetails(COMPARE_FLAG, false, actor);
  return { value: value === true, reason: reason ?? 'UNKNOWN' };
};

/**
 * One way to ask, whatever was given. A flag that cannot be asked is off, like one that nobody has switched on.
 * @param asking which flag a client is asked for.
 */
export function readFlagOption(flag: FlagOption, asking: AskClient = askWhoAnswers): EvaluateFlag {
  const ask = typeof flag === 'function' ? askFunction(flag) : askClient(flag, asking);
  return async (userId) => {
    try {
      const said = ask(userId);
      return said instanceof Promise ? await within(said, WITHIN, () => new Error('The flag did not answer.')) : said;
    } catch {
      return { value: false, reason: 'ERROR' };
    }
  };
}

function askFunction(flag: Extract<FlagOption, (...given: never[]) => unknown>): EvaluateFlag {
  const toEvaluation = (value: boolean) => ({ value: value === true, reason: 'UNKNOWN' });
  return (userId) => {
    const said = flag(userId);
    return said instanceof Promise ? said.then(toEvaluation) : toEvaluation(said);
  };
}

function askClient(client: OpenFeatureClient, asking: AskClient): EvaluateFlag {
  return (userId) =>
    asking(client, userId === undefined ? {} : { targetingKey: String(userId), userId: String(userId) });
}
