import { openBentocache } from './strategies/bentocache.ts';
import { openCacheable } from './strategies/cacheable.ts';
import { openGitlab } from './strategies/gitlab.ts';
import { openNaive } from './strategies/naive.ts';
import { openPlainDelete, openTrialgate } from './strategies/trialgate.ts';
import type { OpenStrategy } from './strategy.ts';

export const COMPARED = ['naive', 'gitlab', 'bentocache', 'cacheable', 'trialgate'] as const;

export const STRATEGIES: Readonly<Record<string, OpenStrategy>> = {
  naive: openNaive,
  gitlab: openGitlab,
  bentocache: openBentocache,
  cacheable: openCacheable,
  trialgate: openTrialgate,
  'trialgate with plain DEL': openPlainDelete,
};
