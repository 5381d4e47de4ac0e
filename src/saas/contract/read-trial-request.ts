import type { BodyReader } from './body-reader.ts';
import { blankAsAbsent, oneOfWords, readerOf, readGroupName, readName, throwProblems, upTo } from './product-fields.ts';
import { readId } from './read-id.ts';

export const STEPS = ['full', 'resubmit_lead', 'resubmit_trial'] as const;
export type Step = (typeof STEPS)[number];

export type TrialRequestRead = {
  readonly step: Step;
  /** Undefined: a new group of that name. */
  readonly namespaceId: number | undefined;
  readonly newGroupName: string | undefined;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  /** The rest of the lead, in the wire's own names. */
  readonly lead: Readonly<Record<string, string>>;
  readonly glm: Readonly<Record<string, string>>;
};

const LEAD = { company_name: 255, phone_number: 64, country: 64, state: 64 };
const GLM = { glm_source: 255, glm_content: 255 };

/** @throws {BadRequest} 422 that names every field that is wrong. */
export function readTrialRequest(body: unknown): TrialRequestRead {
  const reader = readerOf(body);
  const step = oneOfWords(reader, 'step', STEPS);
  if (typeof step !== 'string' && !reader.problems.step) reader.refuse('step', `must be one of ${STEPS.join(', ')}`);
  const namespaceId = readNamespaceId(reader);
  const isNew = namespaceId === 0 || namespaceId === undefined;
  const newGroupName = isNew && step === 'full' ? readNewGroupName(reader) : undefined;
  if (isNew && step !== 'full') reader.refuse('namespace_id', "can't be blank");
  const read = {
    firstName: readName(reader, 'first_name'),
    lastName: readName(reader, 'last_name'),
    lead: readTexts(reader, LEAD),
    glm: readTexts(reader, GLM),
  };
  throwProblems(reader);
  return { step: step ?? 'full', namespaceId: isNew ? undefined : namespaceId, newGroupName, ...read };
}

/** 0 is "Create group". */
function readNamespaceId(reader: BodyReader): number | undefined {
  const id = reader.oneOf('namespace_id', 'must be the id of a group, or 0 for a new one', (value) => {
    if (value === 0 || value === '0' || value === '') return 0;
    return typeof value === 'number' || typeof value === 'string' ? readId(String(value)) : undefined;
  });
  return id ?? undefined;
}

function readNewGroupName(reader: BodyReader): string | undefined {
  const name = readGroupName(reader, 'new_group_name');
  if (name === undefined && !reader.problems.new_group_name) {
    reader.refuse('new_group_name', 'You must enter a new group name.');
  }
  return name;
}

function readTexts(reader: BodyReader, fields: Readonly<Record<string, number>>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, longest] of Object.entries(fields)) {
    const text = blankAsAbsent(reader.oneOf(name, `must be a text of at most ${longest} characters`, upTo(longest)));
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}
