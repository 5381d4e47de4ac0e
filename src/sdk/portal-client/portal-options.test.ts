import { expect, test } from 'vitest';
import { InvalidEligibilityQuestion } from '../faults.ts';
import { credentialHeaders, readPortalUrl } from './portal-options.ts';

const url = 'https://portal.example.com';
const [adminEmail, adminToken] = ['admin@example.com', 'secret'];

test.each(['', 'portal.example.com', '/path', 'ftp://portal.example.com', 'https://', 'file:///etc/passwd'])(
  'the url %j is refused',
  (wrong) => {
    expect(() => readPortalUrl(wrong)).toThrow(InvalidEligibilityQuestion);
  },
);

test.each(['http://127.0.0.1:3000', 'https://portal.example.com/below/'])('the url %s is taken', (right) => {
  expect(readPortalUrl(right).href).toContain(right);
});

test.each([
  [{ token: 'secret' }, { authorization: 'Bearer secret' }],
  [
    { adminEmail, adminToken },
    { 'x-admin-email': adminEmail, 'x-admin-token': adminToken },
  ],
  [{ token: 'own', adminEmail, adminToken }, { authorization: 'Bearer own' }],
])('%j opens it', (credentials, headers) => {
  expect(credentialHeaders({ url, ...credentials })).toEqual(headers);
});

test.each([{}, { token: '' }, { adminEmail }, { adminToken }])('%j does not', (credentials) => {
  expect(() => credentialHeaders({ url, ...credentials })).toThrow(/token, or adminEmail and adminToken/);
});
