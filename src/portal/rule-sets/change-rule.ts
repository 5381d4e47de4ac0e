import type { Rule } from '#domain/eligibility/rule.ts';
import type { RuleSetBody, RuleState } from '#domain/eligibility/rule-set.ts';
import { settingOf } from '#domain/eligibility/rule-set.ts';
import { RULES } from '#domain/eligibility/rules.ts';
import { BadRequest } from '#kit/errors/bad-request.ts';
import { notFound } from '#kit/errors/not-found.ts';

export type RuleChange = {
  readonly state?: RuleState | undefined;
  readonly parameters?: Readonly<Record<string, number>> | undefined;
};

/** @throws {BadRequest} 404 that lists the rules there are. */
export function getRule(code: string): Rule {
  const rule = RULES.find((one) => one.code === code);
  if (rule) return rule;
  const known = RULES.map((one) => one.code).join(', ');
  throw notFound(`There is no rule ${code.slice(0, 100)}; there are ${known}.`);
}

/** A rule set in which one rule has another state or other parameters. @throws {BadRequest} */
export function withRule(body: RuleSetBody, code: string, change: RuleChange): RuleSetBody {
  const rule = getRule(code);
  for (const [name, value] of Object.entries(change.parameters ?? {})) assertParameter(rule, name, value);
  const setting = settingOf(body, code);
  const changed = {
    state: change.state ?? setting.state,
    parameters: { ...setting.parameters, ...change.parameters },
  };
  return { ...body, rules: { ...body.rules, [code]: changed } };
}

function assertParameter(rule: Rule, name: string, value: number): void {
  const definition = rule.parameters[name];
  if (!definition) {
    const known = Object.keys(rule.parameters).join(', ') || 'no parameters';
    throw wrong(name, `${rule.code} has no parameter ${name.slice(0, 50)}; it has ${known}`);
  }
  if (!Number.isInteger(value) || value < definition.minimum || value > definition.maximum) {
    const { minimum, maximum, unit } = definition;
    throw wrong(name, `${name} must be a whole number of ${unit} from ${minimum} to ${maximum}`);
  }
}

function wrong(name: string, problem: string): BadRequest {
  return new BadRequest(`${problem}.`, { attributes: { [`parameters.${name.slice(0, 50)}`]: [problem] } });
}
