import { type Static, Type } from 'typebox';
import { idParameter, isoDate } from './parameters.ts';

const only = { additionalProperties: false };
const trialType = Type.String({ maxLength: 100 });

/** An action as it would be sent, without its reason. */
export const previewBody = Type.Union([
  Type.Object({ action: Type.Literal('extend'), trial_id: idParameter, ends_on: isoDate }, only),
  Type.Object({ action: Type.Literal('end_early'), trial_id: idParameter }, only),
  Type.Object({ action: Type.Literal('void'), trial_id: idParameter }, only),
  Type.Object({ action: Type.Literal('unvoid'), trial_id: idParameter }, only),
  Type.Object({ action: Type.Literal('allow_again'), trial_type: trialType }, only),
  Type.Object({ action: Type.Literal('block'), until: Type.Optional(isoDate) }, only),
  Type.Object({ action: Type.Literal('unblock') }, only),
]);

export type PreviewBody = Static<typeof previewBody>;
