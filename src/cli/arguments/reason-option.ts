import { Option } from 'commander';

/** Mandatory for every act, because whoever reads the audit log wants to know why. */
export function reasonOption(): Option {
  return new Option('--reason <text>', 'why, for the audit log').makeOptionMandatory();
}
