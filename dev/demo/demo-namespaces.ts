/** What the demo does to a namespace before anybody looks at it. `days` count from today; negative is past. */
export type DemoNamespace = {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly plan: string | null;
  /** What it shows. */
  readonly shows: string;
  readonly trials?: readonly { readonly type: string; readonly from: number; readonly to: number }[];
  /** Who has bought it. */
  readonly customer?: string;
  readonly purchases?: readonly {
    readonly product: string;
    readonly trial: boolean;
    readonly from: number;
    readonly to: number | null;
  }[];
  readonly blocked?: string;
};

const FREE = 'ultimate_with_gitlab_duo_enterprise';
const PREMIUM = 'ultimate_on_premium_with_gitlab_duo_enterprise';

/** One for every answer that a rule can give. Namespaces 1 to 3 stay without history, purchases or block. */
export const DEMO_NAMESPACES: readonly DemoNamespace[] = [
  { id: 1, name: 'Zeta', path: 'zeta', plan: 'free', shows: 'nothing has happened: every trial' },
  { id: 2, name: 'Alpha', path: 'alpha', plan: 'premium', shows: 'premium, nothing has happened: every trial' },
  { id: 3, name: 'Rho', path: 'rho', plan: null, shows: 'no subscription at all: every trial' },
  {
    id: 11,
    name: 'Kepler',
    path: 'kepler',
    plan: 'free',
    shows: 'trial_already_used: has had the free trial',
    trials: [{ type: FREE, from: -200, to: -170 }],
  },
  {
    id: 12,
    name: 'Brahe',
    path: 'brahe',
    plan: 'premium',
    shows: 'trial_already_used until the re-trial window has passed',
    trials: [{ type: PREMIUM, from: -80, to: -50 }],
  },
  {
    id: 13,
    name: 'Galilei',
    path: 'galilei',
    plan: 'premium',
    shows: 'the re-trial window has passed: again',
    trials: [{ type: PREMIUM, from: -200, to: -170 }],
  },
  {
    id: 14,
    name: 'Hypatia',
    path: 'hypatia',
    plan: 'ultimate_trial',
    shows: 'trial_running',
    trials: [{ type: FREE, from: -10, to: 20 }],
  },
  {
    id: 15,
    name: 'Curie',
    path: 'curie',
    plan: 'ultimate',
    shows: 'paid_ultimate',
    customer: 'curie-purchasing',
    purchases: [{ product: 'ultimate', trial: false, from: -100, to: 265 }],
  },
  {
    id: 16,
    name: 'Noether',
    path: 'noether',
    plan: 'premium',
    shows: 'duo_enterprise_purchased',
    customer: 'noether',
    purchases: [{ product: 'duo_enterprise', trial: false, from: -100, to: 265 }],
  },
  {
    id: 17,
    name: 'Meitner',
    path: 'meitner',
    plan: 'free',
    shows: 'duo_pro_trial_running, until it ends',
    customer: 'meitner',
    purchases: [{ product: 'duo_pro', trial: true, from: -5, to: 25 }],
  },
  {
    id: 18,
    name: 'Faraday',
    path: 'faraday',
    plan: 'free',
    shows: 'namespace_blocked',
    blocked: 'demo: suspected abuse',
  },
];
