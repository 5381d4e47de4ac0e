import type { Queryable } from '#kit/postgres/pool.ts';
import type { Conversion, Registration, Told } from '../contract/read-registration.ts';
import type { Person } from './person.ts';

/** Keeps what a person told when they registered. */
export async function insertOnboarding(database: Queryable, userId: number, told: Registration): Promise<void> {
  await database.query(
    `INSERT INTO user_onboardings (user_id, first_name, last_name, initial_registration_type, registration_type, role,
       company_name, setup_for_company, glm_source, glm_content)
     VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9)`,
    [
      ...[userId, told.firstName, told.lastName, told.registrationType, told.role],
      ...[told.companyName, told.setupForCompany, told.glmSource, told.glmContent],
    ],
  );
}

type OnboardingRow = {
  initial_registration_type: 'free' | 'trial';
  role: string;
  company_name: string | null;
  setup_for_company: boolean | null;
  glm_source: string | null;
  glm_content: string | null;
};

/** They want a trial now. What they began with stays; @returns what they have told by now. */
export async function updateOnboarding(
  database: Queryable,
  { id, firstName, lastName }: Person,
  told: Conversion,
): Promise<Told & { readonly initialRegistrationType: 'free' | 'trial' }> {
  const { rows } = await database.query<OnboardingRow>(
    `INSERT INTO user_onboardings AS kept (user_id, first_name, last_name, initial_registration_type, registration_type, role,
       company_name, setup_for_company, glm_source, glm_content)
     VALUES ($1, $2, $3, 'free', 'trial', coalesce($4, 'other'), $5, $6, $7, $8)
     ON CONFLICT (user_id) DO UPDATE SET registration_type = 'trial', role = coalesce($4, kept.role),
       company_name = coalesce($5, kept.company_name), setup_for_company = coalesce($6, kept.setup_for_company),
       glm_source = coalesce($7, kept.glm_source), glm_content = coalesce($8, kept.glm_content)
     RETURNING initial_registration_type, role, company_name, setup_for_company, glm_source, glm_content`,
    [id, firstName, lastName, told.role, told.companyName, told.setupForCompany, told.glmSource, told.glmContent],
  );
  return toTold(rows[0] as OnboardingRow);
}

function toTold(row: OnboardingRow) {
  return {
    initialRegistrationType: row.initial_registration_type,
    role: row.role,
    companyName: row.company_name ?? undefined,
    setupForCompany: row.setup_for_company ?? undefined,
    glmSource: row.glm_source ?? undefined,
    glmContent: row.glm_content ?? undefined,
  };
}
