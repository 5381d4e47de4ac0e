/** Every address that is a page of the dashboard, after `/dashboard`; the same paths as in `src/web/dashboard/pages.tsx`. */
export const PAGE_PATHS = [
  '',
  '/overview',
  '/namespaces',
  '/namespaces/:id',
  '/flags',
  '/flags/:flag',
  '/comparisons',
  '/rules',
  '/rules/:code',
  '/trial_types/:type',
  '/audit',
  '/people',
  '/people/:id',
  '/account',
  '/invitation',
] as const;
