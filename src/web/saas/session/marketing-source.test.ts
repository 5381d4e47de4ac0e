import { expect, test } from 'vitest';
import { readMarketingSource, withMarketingSource } from './marketing-source.ts';

test('only the two parameters are kept, and only where they say something', () => {
  const search = '?namespace_id=4&glm_source=about.gitlab.com&glm_content=';
  expect(readMarketingSource(search)).toEqual({ glm_source: 'about.gitlab.com' });
  expect(withMarketingSource('/-/trials/new', search)).toBe('/-/trials/new?glm_source=about.gitlab.com');
  expect(withMarketingSource('/-/trials/new', '?a=b')).toBe('/-/trials/new');
});
