import { accountDataPersistence } from './account-data-persistence.ts';
import { anyRequest } from './any-request.ts';
import { billing } from './billing.ts';
import type { Campaign } from './campaign.ts';
import { crashes } from './crashes.ts';
import { demoRollout } from './demo-rollout.ts';
import { differences } from './differences.ts';
import { flagRemoval } from './flag-removal.ts';
import { model } from './model.ts';
import { races } from './races.ts';
import { removalProof } from './removal-proof.ts';
import { rollouts } from './rollouts.ts';
import { supportJourney } from './support-journey.ts';

export const CAMPAIGNS: readonly Campaign[] = [
  crashes,
  races,
  billing,
  accountDataPersistence,
  anyRequest,
  model,
  supportJourney,
  differences,
  rollouts,
  demoRollout,
  flagRemoval,
  removalProof,
];
