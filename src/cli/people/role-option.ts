import { Option } from 'commander';

export function roleOption(): Option {
  return new Option('--role <role>', 'what they may do').choices(['viewer', 'operator', 'admin']);
}
