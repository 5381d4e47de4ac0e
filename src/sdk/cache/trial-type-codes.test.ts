import { beforeEach, describe, expect, test } from 'vitest';
import { TrialTypeCodes } from './trial-type-codes.ts';

const GITLABS = ['ultimate_with_gitlab_duo_enterprise', 'ultimate_on_premium_with_gitlab_duo_enterprise'];

describe('codes of trial types', () => {
  let codes: TrialTypeCodes;
  let unknown = 0;
  beforeEach(() => {
    unknown = 0;
    codes = new TrialTypeCodes();
    codes.onUnknown = () => {
      unknown += 1;
    };
  });

  test('come back as types, in their order', () => {
    codes.learn({ ultimate: { code: 'u' }, premium: { code: 'p' } });
    expect([codes.write(['premium', 'ultimate']), codes.write([])]).toEqual(['p.u', '']);
    expect([codes.read('p.u'), codes.read('')]).toEqual([['premium', 'ultimate'], []]);
    // One list for all namespaces with that answer.
    expect(codes.read('p.u')).toBe(codes.read('p.u'));
    expect(unknown).toBe(0);
  });

  test('one that is not known is no answer, and is told', () => {
    codes.learn({ ultimate: { code: 'u' } });
    expect([codes.read('u.q'), unknown]).toEqual([undefined, 1]);
    expect([codes.write(['ultimate', 'other']), unknown]).toEqual([undefined, 2]);
    codes.learn({ other: { code: 'q' } });
    expect([codes.read('u.q'), codes.write(['other'])]).toEqual([['ultimate', 'other'], 'q']);
  });

  test.each([[undefined], [''], [7], ['with.dot'], ['with|bar'], ['far_too_long']])(
    'follow from the name where the portal gives %j',
    (code) => {
      codes.learn(Object.fromEntries(GITLABS.map((type) => [type, { code }])));
      const text = codes.write(GITLABS);
      expect(text).toMatch(/^x[0-9a-z]{4}\.x[0-9a-z]{4}$/);
      const other = new TrialTypeCodes();
      other.learn(Object.fromEntries(GITLABS.toReversed().map((type) => [type, {}])));
      expect(other.read(text ?? '')).toEqual(GITLABS);
    },
  );

  test('pass to another process as JSON', () => {
    expect(codes.isEmpty).toBe(true);
    codes.learn({ ultimate: { code: 'u' }, derived: {} });
    const other = new TrialTypeCodes();
    other.learn(JSON.parse(JSON.stringify(codes)));
    expect([other.isEmpty, other.write(['derived', 'ultimate'])]).toEqual([
      false,
      codes.write(['derived', 'ultimate']),
    ]);
  });
});
