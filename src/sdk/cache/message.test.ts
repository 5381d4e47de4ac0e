import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMessage, writeMessage } from './message.ts';

const tombstone = fc.record({
  id: fc.maxSafeNat(),
  epoch: fc.maxSafeNat(),
  version: fc.maxSafeNat(),
  token: fc.string(),
});

test('a message comes back as it was written', () => {
  const message = fc.record({ tombstones: fc.array(tombstone), epoch: fc.maxSafeNat(), ruleSet: fc.maxSafeNat() });
  const comesBack = fc.property(message, (one) => {
    expect(readMessage(writeMessage(one))).toEqual(one);
  });
  fc.assert(comesBack);
});

test('what is not given is nothing of that kind', () => {
  expect(readMessage(writeMessage({}))).toEqual({ tombstones: [], epoch: 0, ruleSet: 0 });
});

test.each(['', 'null', '[]', '{}', '{"c":[],"e":1}', '{"c":{},"e":1,"r":1}', '{"c":[],"e":"1","r":1}', '{'])(
  '%j is no message of ours',
  (text) => {
    expect(readMessage(text)).toBeUndefined();
  },
);
