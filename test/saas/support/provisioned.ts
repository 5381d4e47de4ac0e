/** A Duo add-on as the portal sends it: a trial of five seats. */
export const PURCHASE = {
  quantity: 5,
  started_on: '2026-11-21',
  expires_on: '2026-12-21',
  purchase_xid: 'A-S00001',
  trial: true,
};

/** Everything that can be provisioned, at once. */
export const EVERYTHING = {
  base_product: {
    plan_code: 'ultimate',
    seats: 30,
    start_date: '2026-11-21',
    end_date: '2027-11-21',
    max_seats_used: 10,
    auto_renew: true,
    trial: false,
    trial_starts_on: null,
    trial_ends_on: null,
  },
  storage: { additional_purchased_storage_size: 100, additional_purchased_storage_ends_on: '2027-11-21' },
  compute_minutes: { extra_shared_runners_minutes_limit: 90, shared_runners_minutes_limit: 100 },
  add_on_purchases: { duo_enterprise: [PURCHASE], duo_pro: [{ ...PURCHASE, quantity: 2, trial: false }] },
};

/** A paid subscription as the portal sends it. */
export const PAID = { start_date: '2026-01-01', end_date: '2027-01-01', plan_code: 'premium', seats: 10 };

/** A running trial as the portal sends it. */
export const TRIAL = {
  start_date: '2026-11-01',
  plan_code: 'ultimate_trial',
  trial: true,
  trial_starts_on: '2026-11-01',
  trial_ends_on: '2026-12-01',
};
