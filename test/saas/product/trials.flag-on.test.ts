import { testTrials } from './trials-suite.ts';

testTrials(true);
