import type { TrialRequest, UserOnWire } from '#saas/contract/product-api.ts';
import { missingFields } from '../../forms/missing-fields.ts';
import { NEW_GROUP } from './namespace-choices.ts';
import { stateChoices } from './states.ts';

export const TRIAL_LABELS = {
  namespace_id: 'Group',
  new_group_name: 'New group name',
  first_name: 'First name',
  last_name: 'Last name',
  company_name: 'Company name',
  phone_number: 'Phone number',
  country: 'Country or region',
  state: 'State or province',
};

export type TrialValues = Record<keyof typeof TRIAL_LABELS, string>;

export function initialTrialValues(person: UserOnWire, namespaceId: string): TrialValues {
  return {
    namespace_id: namespaceId,
    new_group_name: '',
    first_name: person.first_name,
    last_name: person.last_name,
    company_name: '',
    phone_number: '',
    country: '',
    state: '',
  };
}

/** What is missing, by field, before the server is asked. */
export function checkTrial(values: TrialValues) {
  const missing = missingFields(values, ['first_name', 'last_name', 'company_name'], TRIAL_LABELS);
  return {
    ...missing,
    ...(values.namespace_id === '' ? { namespace_id: 'Select a group.' } : {}),
    ...(values.namespace_id === NEW_GROUP && values.new_group_name.trim() === ''
      ? { new_group_name: 'You must enter a new group name.' }
      : {}),
    ...(values.country === '' ? { country: 'Select a country or region.' } : {}),
    ...(stateChoices(values.country) && values.state === '' ? { state: 'Select a state or province.' } : {}),
  };
}

/** The step that is to be sent again, and the group that it is for. */
export type Resubmission = { readonly step: TrialRequest['step']; readonly namespaceId: string };

export function toTrialRequest(values: TrialValues, resubmission: Resubmission | undefined): TrialRequest {
  const { namespace_id: id, new_group_name: name, state, ...lead } = values;
  return {
    ...lead,
    ...(stateChoices(values.country) ? { state } : {}),
    step: resubmission?.namespaceId === id ? resubmission.step : 'full',
    namespace_id: Number(id),
    ...(id === NEW_GROUP ? { new_group_name: name } : {}),
  };
}
