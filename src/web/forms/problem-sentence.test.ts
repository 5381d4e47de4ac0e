import { expect, test } from 'vitest';
import { problemSentence } from './problem-sentence.ts';

test('a problem gets its subject and its full stop, and keeps them where it has them', () => {
  expect(problemSentence('First name', ["can't be blank"])).toBe("First name can't be blank.");
  expect(problemSentence('Group name', ['You must enter a new group name.'])).toBe('You must enter a new group name.');
  expect(problemSentence('Email', ['is too long', 'has already been taken'])).toBe(
    'Email is too long. Email has already been taken.',
  );
});
