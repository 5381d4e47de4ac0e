import { expect, test } from 'vitest';
import { checkTrial, initialTrialValues, toTrialRequest } from './trial-values.ts';

const PERSON = { id: 1, username: 'sam', name: 'Sam', email: 'sam@example.com', first_name: 'Sam', last_name: '' };
const COMPLETE = {
  ...initialTrialValues(PERSON, '0'),
  new_group_name: 'Zeta',
  last_name: 'Doe',
  company_name: 'ACME',
  country: 'NL',
  state: 'CA',
};

test('what is missing is told by field', () => {
  expect(checkTrial(initialTrialValues(PERSON, '0'))).toEqual({
    new_group_name: 'You must enter a new group name.',
    last_name: "Last name can't be blank.",
    company_name: "Company name can't be blank.",
    country: 'Select a country or region.',
  });
  expect(checkTrial({ ...COMPLETE, country: 'US', state: '' })).toEqual({ state: 'Select a state or province.' });
  expect(checkTrial({ ...COMPLETE, namespace_id: '' })).toEqual({ namespace_id: 'Select a group.' });
});

test('a new group has a name, a state only a country that has states', () => {
  expect(toTrialRequest(COMPLETE, undefined)).toMatchObject({ step: 'full', namespace_id: 0, new_group_name: 'Zeta' });
  expect(toTrialRequest(COMPLETE, undefined)).not.toHaveProperty('state');
  expect(toTrialRequest({ ...COMPLETE, country: 'US' }, undefined)).toHaveProperty('state', 'CA');
});

test('a step is sent again for its own group; another group begins anew', () => {
  const resubmission = { step: 'resubmit_trial', namespaceId: '7' } as const;
  expect(toTrialRequest({ ...COMPLETE, namespace_id: '7' }, resubmission)).toMatchObject({
    step: 'resubmit_trial',
    namespace_id: 7,
  });
  expect(toTrialRequest({ ...COMPLETE, namespace_id: '8' }, resubmission).step).toBe('full');
});
