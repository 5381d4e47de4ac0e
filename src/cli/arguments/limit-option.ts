import { Option } from 'commander';
import { readNumberArgument } from './read-number-argument.ts';

export function limitOption(): Option {
  return new Option('--limit <n>', 'rows at most, up to 1000').argParser(readNumberArgument).default(50);
}
