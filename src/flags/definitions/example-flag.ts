import { defineFlag } from './flag-definition.ts';

export const exampleFlag = defineFlag({
  name: 'example_flag',
  description: 'Decides nothing. Shows how a flag is set, targeted and looked at, without anybody being affected.',
  ownerGroup: 'group::subscription management',
  rolloutIssue: null,
  type: 'permanent',
  introduced: '2026-11-21',
  removeBy: null,
  permanentBecause: 'runbooks and training need a flag that may be switched at any time',
  default: false,
  actor: 'user',
});
