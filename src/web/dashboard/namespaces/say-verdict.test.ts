import { expect, test } from 'vitest';
import { type Decision, sayVerdict } from './say-verdict.ts';

function decision(more: Partial<Decision> & { readonly because?: string }): Decision {
  const { because, ...rest } = more;
  const rule = {
    code: 'trial_already_used',
    state: 'bind',
    asked: 'always',
    customer_sentence: 'You have had it.',
  } as const;
  const rules = because ? [{ ...rule, blocks: true, sentence: because }] : [];
  return {
    trial_type: 'ultimate',
    name: 'Ultimate',
    plans: ['none', 'free'],
    duration_days: 30,
    eligible: !because,
    reasons: [],
    valid_until: null,
    rules,
    ...rest,
  };
}

test('yes: by the types that are meant for the plan', () => {
  const premium = decision({ name: 'Ultimate on Premium', plans: ['premium'] });
  const { may, sentence, customerSentence } = sayVerdict('7', [decision({}), premium], {
    name: 'Zeta',
    plan: 'premium',
  });
  expect({ may, sentence }).toEqual({ may: true, sentence: 'Zeta may start Ultimate on Premium.' });
  expect(customerSentence).toContain('Ultimate on Premium for 30 days');
});

test('no: every reason once, and the customer’s sentence of the first', () => {
  const decisions = [
    decision({ because: 'It had one.', valid_until: '2027-01-01T00:00:00Z' }),
    decision({ because: 'It had one.' }),
  ];
  expect(sayVerdict('7', decisions, undefined)).toEqual({
    may: false,
    validUntil: '2027-01-01T00:00:00Z',
    sentence: 'Namespace 7 may not start a trial. It had one.',
    customerSentence: 'You have had it.',
  });
});

test('no: what only observes, or is asked when somebody applies, is no reason', () => {
  const rule = { code: 'x', sentence: 'Not this.', customer_sentence: '', blocks: true };
  const more = [
    { ...rule, state: 'observe', asked: 'always' },
    { ...rule, state: 'bind', asked: 'at_application' },
  ] as const;
  const [first] = [decision({ because: 'This.' })];
  const both = { ...first, rules: [...more, ...(first?.rules ?? [])] } as Decision;
  expect(sayVerdict('7', [both], { name: 'Zeta', plan: null }).sentence).toBe('Zeta may not start a trial. This.');
});

test('no: nothing is meant for the plan', () => {
  expect(sayVerdict('7', [decision({})], { name: 'Zeta', plan: 'ultimate' }).sentence).toContain(
    'for the plan ultimate',
  );
});
