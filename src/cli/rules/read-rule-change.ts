import { readNumberArgument } from '../arguments/read-number-argument.ts';
import { readWordArgument } from '../arguments/read-word-argument.ts';
import { WrongUsage } from '../terminal/wrong-usage.ts';

export type RuleChangeArguments = {
  /** Undefined where no rule was named. */
  readonly code: string | undefined;
  readonly change: { readonly state?: string; readonly parameters?: Readonly<Record<string, number>> };
};

/**
 * Reads a rule and its parameters from what is left of a command line. Parameters are free options, `--max 5` or
 * `--max=5`, because each rule names its own and the portal knows them.
 * @throws {WrongUsage}
 */
export function readRuleChange(words: readonly string[], state: string | undefined): RuleChangeArguments {
  const parameters: Record<string, number> = {};
  const codes: string[] = [];
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (!word.startsWith('-')) {
      codes.push(word);
      continue;
    }
    const [option = '', ...values] = word.split('=');
    const value = values.length > 0 ? values.join('=') : left.shift();
    parameters[nameOf(option)] = readValue(option, value);
  }
  if (codes.length > 1) throw new WrongUsage(`One rule at a time: ${codes.join(' or ')}?`);
  const changed = Object.keys(parameters).length > 0;
  return {
    code: codes[0] === undefined ? undefined : readWord(codes[0]),
    change: { ...(state === undefined ? {} : { state }), ...(changed ? { parameters } : {}) },
  };
}

function nameOf(option: string): string {
  const name = option.replace(/^--/, '').replaceAll('-', '_');
  if (/^[a-z][a-z0-9_]*$/.test(name)) return name;
  throw new WrongUsage(`${option} is no parameter; one is written as --max 5. "trialgate rules list" shows them.`);
}

function readValue(option: string, value: string | undefined): number {
  try {
    return readNumberArgument(value ?? '');
  } catch {
    const sentence = `${option} is no option of this command, so it is read as a parameter and needs a whole number.`;
    throw new WrongUsage(`${sentence} "trialgate rules list" shows the parameters of each rule.`);
  }
}

function readWord(code: string): string {
  try {
    return readWordArgument(code);
  } catch (error) {
    throw new WrongUsage(`${code} is no rule. ${(error as Error).message}`);
  }
}
