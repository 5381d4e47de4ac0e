import { BadRequest } from '#kit/errors/bad-request.ts';
import { nameGroup } from '../groups/name-group.ts';
import { BodyReader } from './body-reader.ts';
import { isObject } from './is-object.ts';

export type Registration = {
  readonly email: string;
  readonly password: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly registrationType: 'free' | 'trial';
  readonly role: string;
  /** There for a trial. */
  readonly groupName: string | undefined;
  readonly companyName: string | undefined;
  readonly setupForCompany: boolean | undefined;
  readonly glmSource: string | undefined;
  readonly glmContent: string | undefined;
};

/** What people may say that they do; the page's list. */
export const ROLES = [
  'software_developer',
  'development_team_lead',
  'devops_engineer',
  'systems_administrator',
  'security_analyst',
  'data_analyst',
  'product_manager',
  'product_designer',
  'other',
] as const;

const EMAIL =
  /^[^\s@<>"(),:;[\]\\]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i;
const USERNAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*[a-zA-Z0-9]$|^[a-zA-Z0-9]$/;
const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 128;

/** @throws {BadRequest} 422 that names every field that is missing or wrong. */
export function readRegistration(body: unknown): Registration {
  if (!isObject(body)) throw new BadRequest('Send a JSON object.');
  const reader = new BodyReader(body);
  const registrationType = required(
    reader,
    'registration_type',
    oneOf(reader, 'registration_type', ['free', 'trial'] as const),
  );
  const read = {
    email: required(reader, 'email', readEmail(reader)),
    password: required(reader, 'password', readPassword(reader)),
    username: required(reader, 'username', readUsername(reader)),
    firstName: required(reader, 'first_name', readName(reader, 'first_name')),
    lastName: required(reader, 'last_name', readName(reader, 'last_name')),
    role: required(reader, 'role', oneOf(reader, 'role', ROLES)),
    companyName: blankAsAbsent(reader.oneOf('company_name', 'must be a text of at most 255 characters', upTo(255))),
    setupForCompany: reader.boolean('setup_for_company') ?? undefined,
    glmSource: blankAsAbsent(reader.oneOf('glm_source', 'must be a text of at most 255 characters', upTo(255))),
    glmContent: blankAsAbsent(reader.oneOf('glm_content', 'must be a text of at most 255 characters', upTo(255))),
  };
  const groupName =
    registrationType === 'trial' ? required(reader, 'group_name', readGroupName(reader, 'group_name')) : '';
  throwProblems(reader);
  return { ...read, registrationType, groupName: groupName || undefined };
}

/** The name of a group, with what is wrong beside the field. */
export function readGroupName(reader: BodyReader, name: string): string | undefined {
  const text = reader.oneOf(name, 'must be a text', (value) => (typeof value === 'string' ? value : undefined));
  if (typeof text !== 'string') return undefined;
  const naming = nameGroup(text);
  if (naming.kind === 'wrong') reader.refuse(name, naming.problem);
  return text;
}

/** @throws {BadRequest} 422 where the reader has found something. */
export function throwProblems(reader: BodyReader): void {
  const problems = Object.entries(reader.problems);
  if (problems.length === 0) return;
  const sentence = problems.map(([name, all]) => `${name} ${all.join(', ')}`).join('; ');
  const attributes = Object.fromEntries(problems.map(([name, all]) => [name, [...all]]));
  throw new BadRequest(`Not accepted: ${sentence}.`, { attributes });
}

/** Adds the problem where a field is missing; then the value is never used. */
export function required<Value>(reader: BodyReader, name: string, value: Value | null | undefined): Value {
  if ((value === undefined || value === null) && !reader.problems[name]) reader.refuse(name, "can't be blank");
  return value as Value;
}

export function readName(reader: BodyReader, name: string): string | undefined {
  const text = reader.oneOf(name, 'must be a text of at most 127 characters, without line breaks', (value) =>
    typeof value === 'string' && value.length <= 127 && !/[\p{Cc}<>]/u.test(value) ? value.trim() : undefined,
  );
  return blankAsAbsent(text);
}

function readEmail(reader: BodyReader): string | null | undefined {
  return reader.oneOf('email', 'must be an e-mail address', (value) =>
    typeof value === 'string' && value.length <= 254 && EMAIL.test(value.trim()) ? value.trim() : undefined,
  );
}

function readPassword(reader: BodyReader): string | null | undefined {
  const mustBe = `must be a text of ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`;
  return reader.oneOf('password', mustBe, (value) =>
    typeof value === 'string' && value.length >= SHORTEST_PASSWORD && value.length <= LONGEST_PASSWORD
      ? value
      : undefined,
  );
}

function readUsername(reader: BodyReader): string | null | undefined {
  const mustBe =
    "must be 1 to 255 letters, digits, '_', '-' and '.', begin and end with a letter or digit, and not end with .git or .atom";
  return reader.oneOf('username', mustBe, (value) =>
    typeof value === 'string' && value.length <= 255 && USERNAME.test(value) && !/\.(git|atom)$/i.test(value)
      ? value
      : undefined,
  );
}

function oneOf<One extends string>(reader: BodyReader, name: string, all: readonly One[]): One | null | undefined {
  return reader.oneOf(name, `must be one of ${all.join(', ')}`, (value) => all.find((one) => one === value));
}

export const upTo = (longest: number) => (value: unknown) =>
  typeof value === 'string' && value.length <= longest && !value.includes('\u0000') ? value.trim() : undefined;

export function blankAsAbsent(text: string | null | undefined): string | undefined {
  return text === null || text === undefined || text === '' ? undefined : text;
}
