import type { Static, TSchema } from 'typebox';
import type * as schemas from './product-schemas.ts';

/** The JSON API of the product's pages, as it stands on the wire. */

type Frozen<Value> = Value extends object ? { readonly [Key in keyof Value]: Frozen<Value[Key]> } : Value;
type OnWire<Schema extends TSchema> = Frozen<Static<Schema>>;

export type UserOnWire = OnWire<typeof schemas.userSchema>;
export type GroupTrialOnWire = OnWire<typeof schemas.groupTrialSchema>;
export type GroupOnWire = OnWire<typeof schemas.groupSchema>;
export type CheckOnWire = OnWire<typeof schemas.checkSchema>;
export type RegistrationRequest = OnWire<typeof schemas.registrationRequestSchema>;
/** Of somebody who is signed in: fields of an account are not read. */
export type ConversionRequest = OnWire<typeof schemas.conversionRequestSchema>;
export type RegistrationAnswer = OnWire<typeof schemas.registrationAnswerSchema>;
export type EligibleNamespaceOnWire = OnWire<typeof schemas.eligibleNamespaceSchema>;
export type EligibleNamespacesAnswer = OnWire<typeof schemas.eligibleNamespacesAnswerSchema>;
export type TrialRequest = OnWire<typeof schemas.trialRequestSchema>;
/** 201, and 200 for a repeat. */
export type TrialAnswer = OnWire<typeof schemas.trialAnswerSchema>;
export type CallToAction = OnWire<typeof schemas.callToActionSchema>;
export type CallsToActionAnswer = OnWire<typeof schemas.callsToActionAnswerSchema>;
/** 401, 403, 404, 422, 503. */
export type ProductFailure = OnWire<typeof schemas.productFailureSchema>;
