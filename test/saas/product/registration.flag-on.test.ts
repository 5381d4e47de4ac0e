import { testRegistration } from './registration-suite.ts';

testRegistration(true);
