/** One search of the whole state space. */
export type Configuration = {
  readonly name: string;
  /** Defined for the model: what may happen, what is taken out, and how many changes there are. */
  readonly flags: readonly string[];
  readonly shows: string;
  /** Whether no read can be older than the last invalidation that had finished, beyond the stated bounds. */
  readonly expected: 'holds' | 'fails';
  /** `npm test` searches the short ones, `npm run test:long model` all. */
  readonly isShort: boolean;
};

type Words = [name: string, flags: string, shows: string];

function holds([name, flags, shows]: Words): Configuration {
  return { name, flags: flags.split(' '), shows, expected: 'holds', isShort: false };
}

/** Holds without its last flag: that makes it fail. */
const fails = (words: Words): Configuration => ({ ...holds(words), expected: 'fails' });
const short = (configuration: Configuration): Configuration => ({ ...configuration, isShort: true });

const REPLICA = 'REPLICA_LAG CHANGES=2';
const PAUSE = 'PAUSE CHANGES=2 COUNTED=1 UNCOUNTED=1';
const SOFT = 'SOFTENING PAUSE REPLICA_LAG CHANGES=1';
const EVICTION = 'EVICTION PAUSE REPLICA_LAG CHANGES=1';
const FAIL_OVER = 'QUICK_B FAIL_OVER PAUSE REPLICA_LAG CHANGES=1';

/** The scenarios, small. */
const SCENARIOS: readonly Configuration[] = [
  holds(['replica', REPLICA, 'PostgreSQL’s replica lags behind; changes with and without versions']),
  holds(['pause', PAUSE, 'one process is paused or cut off from its messages']),
  holds(['soft', SOFT, 'both, and what lies in Redis turns soft']),
  holds(['eviction', EVICTION, 'both, and Redis evicts entries and tombstones']),
  holds(['fail-over', FAIL_OVER, 'both, and Redis fails over to any prefix of its writes']),
].map(short);

/** Each mechanism, in a scenario that holds with it. */
const TAKEN_OUT: readonly Configuration[] = [
  fails(['no tombstone', `${PAUSE} NO_TOMBSTONE`, 'who was not told finds the old value in Redis']),
  fails(['no re-ask', `${SOFT} NO_REASK`, 'an answer of the replica’s below what was seen is returned']),
  fails(['no floors', `${PAUSE} NO_FLOORS`, 'a fill from before the message gets into the tier after it']),
  fails(['no acknowledgement', `${PAUSE} NO_ACKNOWLEDGEMENT`, 'it is finished while another tier still answers']),
  fails(['no kept token', `${PAUSE} NO_KEPT_TOKEN`, 'a version hides the token before it']),
  fails(['no second pass', `${EVICTION} NO_SECOND_PASS`, 'a fill after an eviction stays']),
  fails(['no cursor in Redis', `${FAIL_OVER} NO_CURSOR_IN_REDIS`, 'what the fail-over lost is not told again']),
].map(short);

/** Further rules that the implementation keeps. */
const FURTHER: readonly Configuration[] = [
  fails(['no rule for joining', `${PAUSE} NO_JOIN_RULE`, 'a reader joins a load that does not know what it saw']),
  fails(['no period', `${PAUSE} NO_PERIOD`, 'a reply from before the tier was emptied gets into it']),
];

/** What is beyond the bounds, or is not promised: each fails because of its last flag. */
const LIMITS: readonly Configuration[] = [
  fails(['lost token', `${FAIL_OVER} LOST_TOKENS_COUNT`, 'no replay tells a change without a version']),
  fails(['slow replica', `${EVICTION} SLOW_REPLICA`, 'a replica more than 5 s behind outlives the second pass']),
  fails(['cursor not compared', `${FAIL_OVER} NO_READ_BACK_FIRST`, 'the cursor is written before it is read back']),
];

/** The scenarios with more changes, more at once, and reads of both processes that take their time. */
const WHOLE: readonly Configuration[] = [
  holds(['replica, 4 changes', 'REPLICA_LAG CHANGES=4', 'any order of 4 changes of both kinds']),
  holds(['pause, 3 changes', 'PAUSE REPLICA_LAG CHANGES=3', 'any order of 3 changes of both kinds']),
  holds(['pause, both slow', 'SLOW_A PAUSE REPLICA_LAG CHANGES=2', 'reads of both processes overlap everything']),
  holds([
    'soft, 2 changes',
    'SOFTENING EXPIRY PAUSE REPLICA_LAG CHANGES=2',
    'and tombstones and floors end after 60 s',
  ]),
  holds(['eviction, 2 changes', 'EVICTION PAUSE REPLICA_LAG CHANGES=2', 'eviction at any moment']),
  holds(['eviction, both slow', 'SLOW_A EVICTION EXPIRY PAUSE REPLICA_LAG CHANGES=1', 'the same, and both overlap']),
  holds([
    'fail-over, paused',
    'FAIL_OVER EXPIRY PAUSE REPLICA_LAG CHANGES=1',
    'and reads that take their time, and 60 s',
  ]),
  holds(['fail-over, 2 changes', 'QUICK_B FAIL_OVER PAUSE REPLICA_LAG CHANGES=2', 'before it and after it']),
];

export const CONFIGURATIONS: readonly Configuration[] = [...SCENARIOS, ...TAKEN_OUT, ...FURTHER, ...LIMITS, ...WHOLE];
