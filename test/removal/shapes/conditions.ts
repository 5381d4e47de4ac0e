import { type Shape, shape } from '../support/shape.ts';

/** Conditions: what a condition decides, and what must still happen. */
export const CONDITIONS: readonly Shape[] = [
  shape(
    'if and else',
    `
export function run() {
  if (flags.isEnabled('my_flag')) {
    // The new way.
    say('new');
  } else {
    say('old');
  }
  return 1;
}
`,
    `
export function run() {
  // The new way.
  say('new');
  return 1;
}
`,
    `
export function run() {
  say('old');
  return 1;
}
`,
  ),
  shape(
    'if without else',
    `
export function run() {
  say('before');
  if (!flags.isEnabled('my_flag')) {
    say('old');
  }
  return 1;
}
`,
    `
export function run() {
  say('before');
  return 1;
}
`,
    `
export function run() {
  say('before');
  say('old');
  return 1;
}
`,
  ),
  shape(
    'ternary',
    `
export const run = () => (flags.isEnabled('my_flag', { userId: String(user.id) }) ? say('new') : say('old'));
`,
    `
export const run = () => say('new');
`,
    `
export const run = () => say('old');
`,
  ),
  shape(
    'early return, and what cannot be reached after it',
    `
export function run() {
  const isOn = flags.isEnabled('my_flag');
  if (isOn) return say('new');

  // The old way.
  const old = say('old');
  return old;
}
`,
    `
export function run() {
  return say('new');
}
`,
    `
export function run() {
  // The old way.
  const old = say('old');
  return old;
}
`,
  ),
  shape(
    'side effect before the flag',
    `
export function run() {
  if (other() && flags.isEnabled('my_flag')) {
    return 'new';
  }
  return 'old';
}
`,
    `
export function run() {
  if (other()) {
    return 'new';
  }
  return 'old';
}
`,
    `
export function run() {
  other();
  return 'old';
}
`,
  ),
  shape(
    'side effect after the flag',
    `
export function run() {
  if (flags.isEnabled('my_flag') && other()) return 'new';
  return 'old';
}
`,
    `
export function run() {
  if (other()) return 'new';
  return 'old';
}
`,
    `
export function run() {
  return 'old';
}
`,
  ),
  shape(
    'or, with a side effect before',
    `
export function run() {
  if (other() || flags.isEnabled('my_flag')) {
    say('new');
  } else {
    say('old');
  }
}
`,
    `
export function run() {
  other();
  say('new');
}
`,
    `
export function run() {
  if (other()) {
    say('new');
  } else {
    say('old');
  }
}
`,
  ),
  shape(
    'or, with a side effect after',
    `
export function run() {
  if (!flags.isEnabled('my_flag') || other()) say('old');
  return 'end';
}
`,
    `
export function run() {
  if (other()) say('old');
  return 'end';
}
`,
    `
export function run() {
  say('old');
  return 'end';
}
`,
  ),
  shape(
    'negation of a group',
    `
export function run() {
  return !(flags.isEnabled('my_flag') && other());
}
`,
    `
export function run() {
  return !other();
}
`,
    `
export function run() {
  return true;
}
`,
  ),
  shape(
    'else if',
    `
export function run() {
  if (other()) {
    say('a');
  } else if (flags.isEnabled('my_flag')) {
    say('b');
  } else {
    say('c');
  }
}
`,
    `
export function run() {
  if (other()) {
    say('a');
  } else {
    say('b');
  }
}
`,
    `
export function run() {
  if (other()) {
    say('a');
  } else {
    say('c');
  }
}
`,
  ),
  shape(
    'else if without else',
    `
export function run() {
  if (other()) {
    say('a');
  } else if (flags.isEnabled('my_flag')) {
    say('b');
  }
}
`,
    `
export function run() {
  if (other()) {
    say('a');
  } else {
    say('b');
  }
}
`,
    `
export function run() {
  if (other()) {
    say('a');
  }
}
`,
  ),
  shape(
    'first of a chain',
    `
export function run() {
  if (flags.isEnabled('my_flag')) {
    say('a');
  } else if (other()) {
    say('b');
  } else {
    say('c');
  }
}
`,
    `
export function run() {
  say('a');
}
`,
    `
export function run() {
  if (other()) {
    say('b');
  } else {
    say('c');
  }
}
`,
  ),
  shape(
    'a chain with a side effect',
    `
export function run() {
  if (maybe()) {
    say('a');
  } else if (other() && flags.isEnabled('my_flag')) {
    say('b');
  } else {
    say('c');
  }
}
`,
    `
export function run() {
  if (maybe()) {
    say('a');
  } else if (other()) {
    say('b');
  } else {
    say('c');
  }
}
`,
    `
export function run() {
  if (maybe()) {
    say('a');
  } else {
    other();
    say('c');
  }
}
`,
  ),
  shape(
    'both branches return',
    `
export function run() {
  if (flags.isEnabled('my_flag')) {
    return say('new');
  } else {
    return say('old');
  }
}
`,
    `
export function run() {
  return say('new');
}
`,
    `
export function run() {
  return say('old');
}
`,
  ),
  shape(
    'throws unless on',
    `
export function run() {
  if (!flags.isEnabled('my_flag')) {
    throw new Error('off');
  }
  return say('on');
}
`,
    `
export function run() {
  return say('on');
}
`,
    `
export function run() {
  throw new Error('off');
}
`,
  ),
  shape(
    'nested conditions',
    `
export function run() {
  const isOn = flags.isEnabled('my_flag');
  if (isOn) {
    if (other()) {
      if (!isOn) say('never');
      else say('both');
    }
  }
}
`,
    `
export function run() {
  if (other()) {
    say('both');
  }
}
`,
    `
export function run() {}
`,
  ),
  shape(
    'continue within a loop',
    `
export function run() {
  for (const one of [1, 2]) {
    if (flags.isEnabled('my_flag')) {
      say(one);
      continue;
    }
    say(-one);
  }
}
`,
    `
export function run() {
  for (const one of [1, 2]) {
    say(one);
    continue;
  }
}
`,
    `
export function run() {
  for (const one of [1, 2]) {
    say(-one);
  }
}
`,
  ),
  shape(
    'a loop that the flag keeps going',
    `
export function run() {
  let count = 0;
  while (flags.isEnabled('my_flag') && count < 3) {
    count += 1;
  }
  while (!flags.isEnabled('my_flag')) {
    return 'off';
  }
  return count;
}
`,
    `
export function run() {
  let count = 0;
  while (count < 3) {
    count += 1;
  }
  return count;
}
`,
    `
export function run() {
  while (true) {
    return 'off';
  }
}
`,
  ),
  shape(
    'a branch without braces in another',
    `
export function run() {
  if (other()) if (flags.isEnabled('my_flag')) say('new');
  return 1;
}
`,
    `
export function run() {
  if (other()) say('new');
  return 1;
}
`,
    `
export function run() {
  other();
  return 1;
}
`,
  ),
  shape(
    'comparison with true and false',
    `
export function run() {
  if (flags.isEnabled('my_flag') === true) say('one');
  if (flags.isEnabled('my_flag') !== false) say('two');
  if (Boolean(flags.isEnabled('my_flag'))) say('three');
  if (!!flags.isEnabled('my_flag')) say('four');
}
`,
    `
export function run() {
  say('one');
  say('two');
  say('three');
  say('four');
}
`,
    `
export function run() {
}
`,
  ),
  shape(
    'statement by and and or',
    `
export function run() {
  flags.isEnabled('my_flag') && say('new');
  flags.isEnabled('my_flag') || say('old');
  flags.isEnabled('my_flag') ? say('a') : say('b');
  other() && flags.isEnabled('my_flag') && say('both');
}
`,
    `
export function run() {
  say('new');
  say('a');
  other() && say('both');
}
`,
    `
export function run() {
  say('old');
  say('b');
  other();
}
`,
  ),
  shape(
    'answered after something that must still happen',
    `
export function run() {
  return other() && flags.isEnabled('my_flag');
}
`,
    `
export function run() {
  return other();
}
`,
    `
export function run() {
  other();
  return false;
}
`,
  ),
];
