/** Every address that is a page; the same paths as in `src/web/saas/app.tsx`. */
export const PAGE_PATHS = [
  '/',
  '/users/sign_up',
  '/users/sign_up/groups/new',
  '/users/sign_in',
  '/-/trial_registrations/new',
  '/-/trials/new',
  '/groups/new',
  '/groups/:id',
  '/groups/:id/-/billing',
] as const;

export const TRIAL_FORM = '/-/trials/new';
export const TRIAL_REGISTRATION = '/-/trial_registrations/new';
