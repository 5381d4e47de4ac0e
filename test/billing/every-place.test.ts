import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('there is one service: nothing else sets a customer’s Zuora account', () => {
  const statement = /UPDATE customers\b[^`']*?SET[^`']*?\bzuora_account_id =/;
  const writing = globSync('src/**/*.ts').filter((file) => statement.test(readFileSync(file, 'utf8')));
  expect(writing).toEqual(['src/billing/customers/customer-store.ts']);
  const calling = globSync('src/**/*.ts').filter((file) => readFileSync(file, 'utf8').includes('updateZuoraAccount('));
  expect(calling.sort()).toEqual([...writing, 'src/billing/customers/set-zuora-account.ts']);
});
