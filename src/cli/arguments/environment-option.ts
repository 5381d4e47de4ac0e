import { Option } from 'commander';

/** Where nothing else is said, the environment of `npm start`. */
const DEFAULT = 'customers-development';

export function environmentOption(environment: NodeJS.ProcessEnv): Option {
  const option = new Option('--environment <name>', 'customers-development, customers-staging, production, or another');
  return option.default(environment.TRIALGATE_ENVIRONMENT || DEFAULT);
}
