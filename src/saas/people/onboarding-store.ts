import type { Queryable } from '#kit/postgres/pool.ts';
import type { Registration } from '../contract/read-registration.ts';

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
