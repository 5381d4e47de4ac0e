/** What the SDK's codes mean to whoever looks at an entry. Its processes judge by these; the sentences are ours. */
const SENTENCES: Readonly<Record<string, string>> = {
  changed: 'something was changed, and nobody has asked since',
  unreadable: 'this is not written by the cache',
  expired: 'it is as old as an answer may become without being asked again',
  older_rule_set: 'the rules were changed since',
  older_generation: 'this Redis has lost writes since',
  older_epoch: 'the portal’s database was restored or promoted since',
  told_newer: 'this process was told of a newer change',
  life_over: 'its time is over',
  unknown_trial_type: 'it names a trial type that is not known here',
  distrusted: 'the clock of Redis was set back, so its age is not known',
  feed_silent: 'nobody has followed the portal’s changes in this Redis yet',
  feed_behind: 'the portal’s changes of the last 30 s may be missing',
  other_master: 'this is not the master to which the reader of changes has written',
  clock_stepped: 'the clock of Redis was set back',
  store_unknown: 'the clock of Redis is not known yet',
};

export function whyNotServed(because: string | null): string {
  return because === null ? 'nothing is there' : (SENTENCES[because] ?? because);
}
