import { testRegistrationFaults } from './registration-faults-suite.ts';

testRegistrationFaults(false);
