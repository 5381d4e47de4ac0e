import { expect, test } from 'vitest';
import { NO_FACTS } from './facts.ts';
import { unpackFacts } from './unpack-facts.ts';

test('reads every kind of item', () => {
  expect(unpackFacts('td,10,40,a;tu,50,80;pd1,5,;pu,1,9;b')).toEqual({
    trials: [
      { code: 'd', startsOn: 10, endsOn: 40, allowedAgain: true },
      { code: 'u', startsOn: 50, endsOn: 80, allowedAgain: false },
    ],
    purchases: [
      { product: 'duo_pro', trial: true, startsOn: 5, endsOn: null },
      { product: 'ultimate', trial: false, startsOn: 1, endsOn: 9 },
    ],
    blockedUntil: Infinity,
    application: null,
  });
  expect(unpackFacts('b20500').blockedUntil).toBe(20_500);
  expect(unpackFacts('')).toBe(NO_FACTS);
});

test.each(['x1', 'pq,1,2', ';'])('refuses %j, because guessing could start a trial', (text) => {
  expect(() => unpackFacts(text)).toThrow(RangeError);
});
