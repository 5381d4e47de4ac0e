import { Type } from 'typebox';

/** An environment of flags, such as `customers-staging`. */
export const environmentName = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,62}$',
  description: 'Small letters, digits and hyphens, a letter first; 63 at most.',
});
