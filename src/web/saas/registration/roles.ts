import type { RegistrationRequest } from '#saas/contract/product-api.ts';
import type { ROLES } from '#saas/contract/read-registration.ts';

const ROLE_LABELS: Readonly<Record<(typeof ROLES)[number], string>> = {
  software_developer: 'Software Developer',
  development_team_lead: 'Development Team Lead',
  devops_engineer: 'DevOps Engineer',
  systems_administrator: 'Systems Administrator',
  security_analyst: 'Security Analyst',
  data_analyst: 'Data Analyst',
  product_manager: 'Product Manager',
  product_designer: 'Product Designer',
  other: 'Other',
};

/** What people may say that they do, as a list to choose from; nothing is chosen for them. */
export const ROLE_CHOICES: readonly { readonly value: RegistrationRequest['role']; readonly label: string }[] = [
  { value: '', label: 'Select a role' },
  ...Object.entries(ROLE_LABELS).map(([value, label]) => ({ value, label })),
];
