import { Option } from 'commander';

export function jsonOption(): Option {
  return new Option('--json', 'print the portal’s answer as it came');
}
