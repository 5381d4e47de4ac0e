import { type Shape, shape } from '../support/shape.ts';

/** `switch` over the flag, over its variant, and over `true`. */
export const SWITCHES: readonly Shape[] = [
  shape(
    'over the flag',
    `
export function run() {
  switch (flags.isEnabled('my_flag')) {
    case true:
      return say('new');
    default:
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
    'over the flag with break',
    `
export function run() {
  switch (flags.isEnabled('my_flag')) {
    case true: {
      say('new');
      break;
    }
    case false:
      say('old');
      break;
  }
  return 'end';
}
`,
    `
export function run() {
  say('new');
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
    'over true',
    `
export function run() {
  switch (true) {
    case other():
      return 'other';
    case flags.isEnabled('my_flag'):
      return 'new';
    default:
      return 'old';
  }
}
`,
    `
export function run() {
  switch (true) {
    case other():
      return 'other';
    default:
      return 'new';
  }
}
`,
    `
export function run() {
  switch (true) {
    case other():
      return 'other';
    default:
      return 'old';
  }
}
`,
  ),
  shape(
    'over the variant',
    `
export function run() {
  const variant = flags.getVariant('my_flag');
  switch (variant.name) {
    case 'blue':
      say('blue');
      break;
    case 'red':
      say('red');
      break;
    default:
      say('none');
  }
  return variant.enabled;
}
`,
    `
export function run() {
  say('blue');
  return true;
}
`,
    `
export function run() {
  say('none');
  return false;
}
`,
  ),
  shape(
    'falls through',
    `
export function run() {
  switch (flags.getVariant('my_flag').name) {
    case 'red':
      say('red');
    case 'blue':
      say('blue');
    case 'disabled':
      say('disabled');
      break;
    default:
      say('default');
  }
}
`,
    `
export function run() {
  say('blue');
  say('disabled');
}
`,
    `
export function run() {
  say('disabled');
}
`,
  ),
  shape(
    'a break within the case',
    `
export function run() {
  switch (flags.isEnabled('my_flag')) {
    case true:
      if (other()) break;
      say('new');
      break;
    default:
      say('old');
  }
  return 'end';
}
`,
    `
export function run() {
  switch (true) {
    default:
      if (other()) break;
      say('new');
      break;
  }
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
    'names of cases by the flag',
    `
type Name = 'my_flag' | 'another';

export function run() {
  return [title('another')];
}

function title(name: Name) {
  switch (name) {
    case 'my_flag':
      return 'Mine';
    case 'another':
      return 'Another';
  }
}
`,
    `
type Name = 'another';

export function run() {
  return [title('another')];
}

function title(name: Name) {
  switch (name) {
    case 'another':
      return 'Another';
  }
}
`,
    `
type Name = 'another';

export function run() {
  return [title('another')];
}

function title(name: Name) {
  switch (name) {
    case 'another':
      return 'Another';
  }
}
`,
  ),
];
