import type { RegistrationRequest } from '#saas/contract/product-api.ts';
import { missingFields } from '../../forms/missing-fields.ts';

export const REGISTRATION_LABELS = {
  first_name: 'First name',
  last_name: 'Last name',
  username: 'Username',
  email: 'Email',
  password: 'Password',
  role: 'Role',
  setup_for_company: 'Who will be using it?',
  company_name: 'Company name',
  group_name: 'Group name',
};

export type RegistrationValues = Record<keyof typeof REGISTRATION_LABELS, string>;
export type RegistrationType = RegistrationRequest['registration_type'];

export const NO_REGISTRATION: RegistrationValues = {
  first_name: '',
  last_name: '',
  username: '',
  email: '',
  password: '',
  role: '',
  setup_for_company: '',
  company_name: '',
  group_name: '',
};

const ALWAYS = ['first_name', 'last_name', 'username', 'email', 'password', 'role'] as const;
const FOR_TRIAL = [...ALWAYS, 'group_name'] as const;

/** What is missing, by field, before the server is asked. */
export function checkRegistration(values: RegistrationValues, type: RegistrationType) {
  const missing = missingFields(values, type === 'trial' ? FOR_TRIAL : ALWAYS, REGISTRATION_LABELS);
  if (missing.role) missing.role = 'Select a role.';
  const isShort = values.password !== '' && values.password.length < 8;
  return isShort ? { ...missing, password: 'Password must have at least 8 characters.' } : missing;
}

export function toRegistrationRequest(
  { setup_for_company: forCompany, company_name: company, group_name: group, ...values }: RegistrationValues,
  type: RegistrationType,
  source: Pick<RegistrationRequest, 'glm_source' | 'glm_content'>,
): RegistrationRequest {
  return {
    ...values,
    ...source,
    registration_type: type,
    ...(forCompany === '' ? {} : { setup_for_company: forCompany === 'company' }),
    ...(company.trim() === '' ? {} : { company_name: company }),
    ...(type === 'trial' ? { group_name: group } : {}),
  };
}
