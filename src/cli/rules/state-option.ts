import { Option } from 'commander';

export function stateOption(): Option {
  return new Option('--state <state>', 'whether it binds').choices(['off', 'observe', 'bind']);
}
