import type { BodyReader } from './body-reader.ts';
import { oneOfWords, readerOf, readGroupName, readName, readText, required, throwProblems } from './product-fields.ts';

/** What somebody tells of themselves who registers. */
export type Told = {
  readonly role: string;
  readonly companyName: string | undefined;
  readonly setupForCompany: boolean | undefined;
  readonly glmSource: string | undefined;
  readonly glmContent: string | undefined;
};

export type Registration = Told & {
  readonly email: string;
  readonly password: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly registrationType: 'free' | 'trial';
  /** There for a trial. */
  readonly groupName: string | undefined;
};

/** What a signed-in person says who wants a trial now. */
export type Conversion = { readonly [Name in keyof Told]: Told[Name] | undefined } & {
  /** A new group for it. */
  readonly groupName: string | undefined;
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

export const REGISTRATION_TYPES = ['free', 'trial'] as const;

const EMAIL =
  /^[^\s@<>"(),:;[\]\\]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i;
const USERNAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*[a-zA-Z0-9]$|^[a-zA-Z0-9]$/;
const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 128;

/** @throws {BadRequest} 422 that names every field that is missing or wrong. */
export function readRegistration(body: unknown): Registration {
  const reader = readerOf(body);
  const registrationType = required(reader, 'registration_type', readType(reader));
  const read = {
    email: required(reader, 'email', readEmail(reader)),
    password: required(reader, 'password', readPassword(reader)),
    username: required(reader, 'username', readUsername(reader)),
    firstName: required(reader, 'first_name', readName(reader, 'first_name')),
    lastName: required(reader, 'last_name', readName(reader, 'last_name')),
    ...readTold(reader),
  };
  const role = required(reader, 'role', read.role);
  const groupName =
    registrationType === 'trial' ? required(reader, 'group_name', readGroupName(reader, 'group_name')) : '';
  throwProblems(reader);
  return { ...read, role, registrationType, groupName: groupName || undefined };
}

/**
 * Of somebody who has an account already, so that fields of an account are not read.
 * @throws {BadRequest} 422 that names every field that is wrong.
 */
export function readConversion(body: unknown): Conversion {
  const reader = readerOf(body);
  const type = required(reader, 'registration_type', readType(reader));
  if (type === 'free') reader.refuse('registration_type', 'must be trial, because you have an account already');
  const read = { ...readTold(reader), groupName: readGroupName(reader, 'group_name') };
  throwProblems(reader);
  return read;
}

const readType = (reader: BodyReader) => oneOfWords(reader, 'registration_type', REGISTRATION_TYPES);

function readTold(reader: BodyReader) {
  return {
    role: oneOfWords(reader, 'role', ROLES) ?? undefined,
    companyName: readText(reader, 'company_name'),
    setupForCompany: reader.boolean('setup_for_company') ?? undefined,
    glmSource: readText(reader, 'glm_source'),
    glmContent: readText(reader, 'glm_content'),
  };
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
