import { PAGE_PATHS } from '#saas/pages/page-paths.ts';
import { type Shot, type Shown, shotsOf } from './shots-of.ts';

/** By the paths of the product's pages. What is shown is the demo's. */
export const SHOWN: Readonly<Record<string, Shown>> = {
  '/': { name: 'groups' },
  '/users/sign_up': { name: 'sign-up', isSignedIn: false },
  '/users/sign_up/groups/new': { name: 'first-group' },
  '/users/sign_in': { name: 'sign-in', isSignedIn: false },
  '/-/trial_registrations/new': { name: 'trial-registration', isSignedIn: false },
  '/-/trials/new': { name: 'trial-form' },
  '/groups/new': { name: 'new-group' },
  '/groups/:id': { name: 'group', path: '/groups/1' },
  '/groups/:id/-/billing': { name: 'billing', path: '/groups/1/-/billing' },
};

export const saasShots = (): Shot[] => shotsOf(PAGE_PATHS, SHOWN, 'saas-');
