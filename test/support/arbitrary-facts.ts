import fc from 'fast-check';
import type { Facts, PurchaseFact, TrialFact } from '#domain/eligibility/facts.ts';
import { PRODUCTS } from '#domain/purchases/purchase.ts';
import { dayOf } from '#domain/time/days.ts';

/** Around 2028-02-29, so that a leap day lies in the middle of what is tried. */
export const MIDDLE = dayOf(Date.parse('2028-02-29T00:00:00Z'));
const day = fc.integer({ min: MIDDLE - 200, max: MIDDLE + 200 });

export const arbitraryTrial: fc.Arbitrary<TrialFact> = fc
  .record({
    code: fc.constantFrom('u', 'p', 'd', 'e'),
    startsOn: day,
    length: fc.integer({ min: 0, max: 120 }),
    allowedAgain: fc.boolean(),
  })
  .map(({ length, ...trial }) => ({ ...trial, endsOn: trial.startsOn + length }));

const arbitraryPurchase: fc.Arbitrary<PurchaseFact> = fc
  .record({
    product: fc.constantFrom(...PRODUCTS),
    trial: fc.boolean(),
    startsOn: day,
    length: fc.option(fc.integer({ min: 0, max: 300 })),
  })
  .map(({ length, ...purchase }) => ({ ...purchase, endsOn: length === null ? null : purchase.startsOn + length }));

export const arbitraryFacts: fc.Arbitrary<Facts> = fc.record({
  trials: fc.array(arbitraryTrial, { maxLength: 5 }),
  purchases: fc.array(arbitraryPurchase, { maxLength: 4 }),
  blockedUntil: fc.option(fc.oneof(day, fc.constant(Infinity))),
  application: fc.constant(null),
});

/** Any instant around the middle, often exactly on a boundary between two days. */
export const arbitraryInstant = fc
  .tuple(day, fc.oneof(fc.constant(0), fc.constant(-1), fc.constant(1), fc.integer({ min: 0, max: 86_399_999 })))
  .map(([one, offset]) => one * 86_400_000 + offset);
