/** Plans from which a trial may be started; no plan at all counts as free. */
const PLANS = new Set([null, '', 'default', 'free', 'premium']);

export const mayTryFrom = (plan: string | null): boolean => PLANS.has(plan);
