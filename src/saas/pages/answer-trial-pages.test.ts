import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { answerTrialPages } from './answer-trial-pages.ts';

const answer = (isSignedIn: boolean, url: string) =>
  answerTrialPages(
    { isSignedIn: async () => isSignedIn, mayOpen: async (_, id) => id === '7' },
    url.split('?')[0] ?? '',
    { url } as FastifyRequest,
  );

test('nobody leaves the form for the registration, with where they came from and nothing else', async () => {
  expect(await answer(false, '/-/trials/new?namespace_id=7&glm_source=about.gitlab.com')).toEqual({
    to: '/-/trial_registrations/new?glm_source=about.gitlab.com',
  });
  expect(await answer(false, '/-/trials/new')).toEqual({ to: '/-/trial_registrations/new' });
  expect(await answer(false, '/-/trial_registrations/new')).toBeUndefined();
});

test('whoever is signed in leaves the registration for the form', async () => {
  expect(await answer(true, '/-/trial_registrations/new?glm_content=x&a=b')).toEqual({
    to: '/-/trials/new?glm_content=x',
  });
});

test('a group that may not start a trial is 403; a new one, and any other page, is not asked about', async () => {
  expect(await answer(true, '/-/trials/new?namespace_id=7')).toBeUndefined();
  expect(await answer(true, '/-/trials/new?namespace_id=8')).toEqual({ status: 403 });
  expect(await answer(true, '/-/trials/new?namespace_id=0')).toBeUndefined();
  expect(await answer(true, '/groups/8?namespace_id=8')).toBeUndefined();
});
