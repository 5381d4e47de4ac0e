import { expect, test } from 'vitest';
import { innerPath } from './inner-path.ts';

test.each(['/groups/1', '/-/trials/new?namespace_id=1', '/'])('%s is a path of ours', (path) => {
  expect(innerPath(path, '/home')).toBe(path);
});

test.each([null, '', 'groups', '//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)'])(
  '%s is not',
  (path) => expect(innerPath(path, '/home')).toBe('/home'),
);
