import type { Told } from '../contract/read-registration.ts';

export type Applicant = { readonly email: string; readonly firstName: string; readonly lastName: string };
type ToldPerhaps = { readonly [Name in keyof Told]: Told[Name] | undefined };

/**
 * The lead of a registration in the portal's words, as GitLab sends it.
 * @param began what the account was made for: a trial that somebody on the free plan came to is a defaulted one.
 */
export function leadOf(person: Applicant, told: ToldPerhaps, began: 'free' | 'trial'): Record<string, unknown> {
  const { companyName, setupForCompany, role, glmSource, glmContent } = told;
  return {
    work_email: person.email,
    first_name: person.firstName,
    last_name: person.lastName,
    company_name: companyName,
    role,
    setup_for_company: setupForCompany,
    glm_source: glmSource,
    glm_content: glmContent,
    provider: 'gitlab',
    skip_email_confirmation: true,
    gitlab_com_trial: true,
    product_interaction: began === 'trial' ? 'SaaS Trial' : 'SaaS Trial - defaulted',
  };
}
