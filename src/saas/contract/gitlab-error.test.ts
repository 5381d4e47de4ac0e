import { describe, expect, it } from 'vitest';
import { errorBody } from '#kit/http/errors.ts';
import { withGitlabMessage } from './gitlab-error.ts';

describe('withGitlabMessage', () => {
  it('says what GitLab says where it has words of its own', () => {
    expect(withGitlabMessage(errorBody('user_not_found', 'There is no user 5.'))).toEqual({
      message: '404 User Not Found',
      success: false,
      errors: 'There is no user 5.',
      code: 'user_not_found',
      error_attribute_map: {},
    });
  });

  it('names the attributes where some are to blame, else says our sentence', () => {
    const attributes = { seats: ["can't be blank"] };
    expect(withGitlabMessage(errorBody('invalid_request', 'x', attributes))).toMatchObject({ message: attributes });
    expect(withGitlabMessage(errorBody('database_unavailable', 'Try again.'))).toMatchObject({ message: 'Try again.' });
  });

  it.each([[{ plan: {} }], [[]], [null], ['text'], [{ message: 'x', success: false, code: 'x', errors: 'x' }]])(
    'leaves %j as it is',
    (body) => {
      expect(withGitlabMessage(body)).toBe(body);
    },
  );
});
