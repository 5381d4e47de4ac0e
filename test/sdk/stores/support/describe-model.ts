import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StoreModel } from './store-model.ts';
import { fillOf, type StoreUnderTest, tombstoneOf } from './store-under-test.ts';

const IDS = [1, 2, 3];
const RUNS = 150;

const id = fc.constantFrom(...IDS);
const place = {
  epoch: fc.nat(2),
  version: fc.oneof({ weight: 5, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.maxSafeNat() }),
};
const token = fc.constantFrom('A', 'B', '');
const oneOfEach = { maxLength: IDS.length, selector: (one: { id: number }) => one.id };
const fills = fc.record({
  do: fc.constant('fill' as const),
  ageMs: fc.constantFrom(0, 0, 0, 0, 3_000, 8_000),
  of: fc.uniqueArray(
    fc.record({
      id,
      ...place,
      ruleSet: fc.nat(3),
      keepMs: fc.constantFrom(0, 3_600_000, 3_600_000, 3_600_000),
      // Mostly what a reader would have seen.
      token: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: token }),
    }),
    oneOfEach,
  ),
});
const invalidations = fc.record({
  do: fc.constant('invalidate' as const),
  of: fc.uniqueArray(fc.record({ id, ...place, token }), oneOfEach),
});
const steps = fc.array(fc.oneof({ weight: 3, arbitrary: fills }, { weight: 2, arbitrary: invalidations }), {
  maxLength: 20,
});

/** Any sequence of fills and changes leaves in the store what it leaves in a model of a few lines. */
export function describeModel(open: () => StoreUnderTest): void {
  test('fills and changes in any order do what the model does', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const { store } = open();
        const model = new StoreModel();
        for (const step of sequence) {
          if (step.do === 'invalidate') {
            await store.invalidate(
              step.of.map((one) => tombstoneOf(one.id, one)),
              '',
            );
            for (const one of step.of) model.invalidate(one);
          } else {
            const given = step.of.map((one) => fillOf(one.id, { ...one, token: one.token ?? model.tokenOf(one.id) }));
            const outcomes = await store.fill(given, (await store.describe()).now - step.ageMs);
            expect(outcomes).toEqual(given.map((one) => model.fill(one, step.ageMs)));
          }
          expect(await store.read(IDS)).toEqual(IDS.map((one) => model.read(one)));
        }
      }),
      { numRuns: RUNS },
    );
  });
}
