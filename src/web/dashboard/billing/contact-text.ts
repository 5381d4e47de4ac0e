import type { ContactsOnWire } from '#portal/contract/billing-answers.ts';

/** A person at an account, in one line. */
export function contactText(contact: ContactsOnWire['bill_to']): string {
  if (!contact) return '–';
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
  const street = [contact.address1, contact.address2].filter(Boolean).join(' ');
  const town = [contact.zip_code, contact.city, contact.state].filter(Boolean).join(' ');
  return [name, contact.work_email, street, town, contact.country].filter(Boolean).join(', ') || '–';
}
