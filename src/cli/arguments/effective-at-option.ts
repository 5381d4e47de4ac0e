import { Option } from 'commander';
import { readTimeArgument } from './read-time-argument.ts';

export function effectiveAtOption(): Option {
  const option = new Option('--effective-at <time>', 'a day or a time to come; left out: at once');
  return option.argParser(readTimeArgument);
}
