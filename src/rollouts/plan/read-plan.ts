import { hash } from 'node:crypto';
import { Ajv, type ErrorObject } from 'ajv';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { Plan } from '#domain/rollouts/plan.ts';
import { completePlan } from './complete-plan.ts';
import { findMistakes, type Mistake } from './find-mistakes.ts';
import { type PlanOnPaper, planSchema } from './plan-schema.ts';

const LONGEST = 200_000;
const validate = new Ajv({ allErrors: true, discriminator: false, strict: false }).compile<PlanOnPaper>(planSchema);

export type ReadPlan =
  | { readonly plan: Plan; readonly hash: string; readonly mistakes?: never }
  /** One sentence each, with the line where it is known. */
  | { readonly mistakes: readonly string[]; readonly plan?: never; readonly hash?: never };

/**
 * Reads a plan as people write it. Its hash is that of the plan in full, so that a comment or another order of keys is no
 * other plan, and a changed default is one.
 */
export function readPlan(yaml: string): ReadPlan {
  if (yaml.length > LONGEST) return { mistakes: [`The plan is longer than ${LONGEST} characters.`] };
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  if (document.errors.length > 0) {
    return { mistakes: document.errors.map(({ message }) => `It is not YAML: ${message.split('\n')[0]}`) };
  }
  const written: unknown = readDocument(document);
  const say = (mistake: Mistake) => `${whereOf(document, lines, mistake.path)}${mistake.sentence}`;
  if (!validate(written)) return { mistakes: mistakesOf(validate.errors ?? []).map(say) };
  const mistakes = findMistakes(written);
  if (mistakes.length > 0) return { mistakes: mistakes.map(say) };
  const plan = completePlan(written);
  return { plan, hash: hashPlan(plan) };
}

/** The SHA-256 of a plan in full, in hexadecimal digits. */
export function hashPlan(plan: Plan): string {
  return hash('sha256', JSON.stringify(sorted(plan)), 'hex');
}

function readDocument(document: Document): unknown {
  try {
    // Aliases of aliases would fill the memory.
    return document.toJS({ maxAliasCount: 20 });
  } catch {
    return undefined;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}

/** A choice among kinds says one thing for each kind that it is not; only what belongs to the chosen one helps. */
function mistakesOf(errors: readonly ErrorObject[]): Mistake[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath);
  const plain = errors.filter(
    ({ instancePath, schemaPath }) => !schemaPath.includes('/anyOf/') && !choices.includes(instancePath),
  );
  const all = [...plain.map(toMistake), ...choices.map((path) => ({ path: pathOf(path), sentence: sayChoice(path) }))];
  const seen = new Set<string>();
  return all.filter(({ path, sentence }) => {
    const key = `${path.join('.')} ${sentence}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function sayChoice(path: string): string {
  const place = sayPath(pathOf(path));
  if (/^\/gates\/[^/]+$/.test(path)) {
    return `${place} is no gate that there is, or lacks something of its kind; the schema rollouts/plan.schema.json shows each.`;
  }
  if (path.endsWith('/steps')) return `${place} must be ladder, everyone, or a list of steps.`;
  return `${place} is none of the words that may stand there.`;
}

function toMistake({ instancePath, keyword, params, message }: ErrorObject): Mistake {
  const path = pathOf(instancePath);
  const place = sayPath(path);
  if (keyword === 'required') return { path, sentence: `${place} lacks ${params.missingProperty}.` };
  if (keyword === 'additionalProperties') {
    const extra = String(params.additionalProperty);
    return { path: [...path, extra], sentence: `${place} has nothing called ${extra}.` };
  }
  if (keyword === 'pattern' && String(params.pattern).includes('ms|s|m|h|d')) {
    return { path, sentence: `${place} must be a duration such as 30s, 15m, 2h or 1d.` };
  }
  return { path, sentence: `${place} ${message}.` };
}

function pathOf(pointer: string): (string | number)[] {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
}

function sayPath(path: readonly (string | number)[]): string {
  return path.length === 0 ? 'The plan' : path.join('.').replaceAll(/\.(\d+)/g, (_, place) => `[${Number(place) + 1}]`);
}

/** Of the nearest thing that is there. */
function whereOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): string {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return `Line ${lines.linePos(node.range[0]).line}: `;
  }
  return '';
}
