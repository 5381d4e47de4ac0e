import { Option } from 'commander';

export function jsonOption(description = 'print the portal’s answer as it came'): Option {
  return new Option('--json', description);
}
