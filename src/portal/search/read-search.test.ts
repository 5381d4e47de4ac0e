import { expect, test } from 'vitest';
import { readSearch } from './read-search.ts';

test.each([
  ['42', { namespaceId: 42, account: '42' }],
  [' #42 ', { namespaceId: 42, account: '#42' }],
  ['99999999999999999', { path: '99999999999999999', username: '99999999999999999', account: '99999999999999999' }],
  ['https://gitlab.com/groups/zeta/-/billings', { path: 'zeta' }],
  ['https://gitlab.com/zeta/sub/group?x=1#top', { path: 'zeta' }],
  ['http://127.0.0.1:3000/groups/11/-/billing', { namespaceId: 11 }],
  ['gitlab.com/zeta', { path: 'zeta' }],
  ['zeta/sub', { path: 'zeta' }],
  ['/groups/zeta', { path: 'zeta' }],
  ['https://gitlab.com/%E0%A4%A', { path: '%E0%A4%A' }],
  ['https://gitlab.com/', {}],
  ['ada+trial@example.com', { email: 'ada+trial@example.com' }],
  ['@ada', { username: 'ada' }],
  ['A00012345', { path: 'A00012345', username: 'A00012345', account: 'A00012345' }],
])('%s is read as %j', (text, guess) => {
  expect(readSearch(text)).toEqual(guess);
});
